// Counts as core/rich_text.py does: code points of the text that stays, line breaks left out.
const WITHOUT_CONTENT = "script,style,template,noscript,iframe,object,textarea,select,svg,math,title";
const UNCOUNTED = /[\r\n\u2028\u2029\ufeff]/g;

export function textLength(html) {
  const box = document.implementation.createHTMLDocument("").createElement("div");
  box.innerHTML = html;
  for (const element of box.querySelectorAll(WITHOUT_CONTENT)) element.remove();
  return plainLength(box.textContent);
}

export const plainLength = (text) => [...text.replace(UNCOUNTED, "")].length;

export function counterAfter(element, max, guide = 0) {
  const line = document.createElement("p");
  line.className = "gx-counter num";
  element.after(line);
  return (count) => {
    const left = max - count;
    line.classList.toggle("over", left < 0);
    line.textContent =
      left < 0
        ? `当前已输入${count}个字符，超出了${-left}个字符，请删减后再保存。`
        : `当前已输入${count}个字符，您还可以输入${left}个字符。${count < guide ? `建议不少于${guide}个字。` : ""}`;
  };
}

// As messaging/editing.py counts: placeholders filled with samples, every sign, one SMS or parts of one.
const WHOLE_SMS = 70;
const PART_OF_SMS = 67;

function smsCounterAfter(element) {
  const samples = JSON.parse(element.dataset.sms);
  const line = document.createElement("p");
  line.className = "gx-counter num";
  element.after(line);
  return () => {
    const text = element.value.replace(/\{(\w+)\}/g, (asked, name) => samples[name] ?? asked);
    const length = [...text].length;
    const parts = length <= WHOLE_SMS ? 1 : Math.ceil(length / PART_OF_SMS);
    line.classList.toggle("over", parts > 1);
    line.textContent = `按示例内容共 ${length} 个字，${parts} 条短信。`;
  };
}

export function start(areas) {
  for (const area of areas) {
    const say = area.dataset.sms ? smsCounterAfter(area) : counterAfter(area, Number(area.dataset.max), Number(area.dataset.guide ?? 0));
    const update = () => say(plainLength(area.value));
    area.addEventListener("input", update);
    update();
  }
}
