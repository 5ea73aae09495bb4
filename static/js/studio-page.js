// What the photo studio looks like: stage, buttons, slider and the list of checks.
const LINES = [
  ["blur", "清晰", "看起来模糊，请擦净镜头重拍", (figures) => figures.is_of_a_person],
  ["background", "纯色背景", "背景不是纯色（白、蓝、红），请站在纯色墙前重拍", (figures) => figures.is_of_a_person],
  ["face", "人像居中", "请移动框，让头部在正中，头顶留空", (figures) => figures.is_of_a_person],
  ["bright", "光线合适", "太暗或太亮，请拖动亮度", (figures) => figures.is_of_a_person],
  ["size", "大小", "", (figures) => figures.min_width],
  ["small", "大小", "图片太小，文字可能看不清，请靠近重拍", (figures) => figures.min_long_side],
  ["least", "短边", "", (figures) => figures.least_side && !figures.min_width],
];
const SIGNS = {
  good: ["check-circle-fill", "c-pass"],
  hint: ["exclamation-triangle-fill", "c-todo"],
  fault: ["x-circle-fill", "c-fail"],
};

function make(tag, className, text = "", more = {}) {
  const element = Object.assign(document.createElement(tag), { className, textContent: text });
  for (const [name, value] of Object.entries(more)) element.setAttribute(name, value);
  return element;
}

function icon(name) {
  return make("i", `bi bi-${name}`, "", { "aria-hidden": "true" });
}

function button(name, label) {
  const made = make("button", "btn btn-light", "", { type: "button", "aria-label": label, title: label });
  made.append(icon(name));
  return made;
}

function controls() {
  return {
    ArrowLeft: button("arrow-left", "框向左"),
    ArrowUp: button("arrow-up", "框向上"),
    ArrowDown: button("arrow-down", "框向下"),
    ArrowRight: button("arrow-right", "框向右"),
    closer: button("zoom-in", "放大（框变小）"),
    wider: button("zoom-out", "缩小（框变大）"),
    turn: button("arrow-clockwise", "向右转 90 度"),
  };
}

function brightness() {
  const row = make("div", "light");
  const slider = make("input", "form-range", "", { type: "range", min: -100, max: 100, step: 5, id: "gx-studio-light" });
  slider.value = 0;
  row.append(make("label", "form-label mb-0", "亮度", { for: slider.id }), slider);
  return { row, slider };
}

function legend(figures) {
  const size = figures.ratio ? "" : "，Shift 加方向键改变框的大小";
  const locked = figures.ratio ? `框的比例固定为 ${figures.ratio.join(":")}。` : "框的大小可以拉四角。";
  return `${locked}可以拖动、用两个手指放大缩小，也可以用键盘：方向键移动${size}，+ 和 - 放大缩小，R 旋转。`;
}

// The dialog with its parts: {dialog, stage, slider, buttons, checks, said, use, give}.
export function build(label, figures) {
  const dialog = make("dialog", "gx-dialog gx-studio", "", { "aria-labelledby": "gx-studio-title" });
  const head = make("div", "head");
  head.append(make("h2", "", `调整：${label}`, { id: "gx-studio-title" }));
  const stage = make("canvas", "stage", "", {
    tabindex: "0",
    role: "application",
    "aria-label": "裁剪框",
    "aria-describedby": "gx-studio-legend",
  });
  const buttons = controls();
  const { row, slider } = brightness();
  const bar = make("div", "tools", "", { role: "group", "aria-label": "移动、缩放和旋转" });
  bar.append(...Object.values(buttons));
  const checks = make("ul", "checks");
  const said = make("p", "visually-hidden", "", { role: "status" });
  const body = make("div", "body");
  body.append(stage, bar, row, checks, said, make("p", "small text-secondary mb-0", legend(figures), { id: "gx-studio-legend" }));
  const foot = make("div", "foot");
  const give = make("button", "btn btn-light", "不用这张", { type: "button" });
  const use = make("button", "btn btn-primary", "使用这张", { type: "button" });
  foot.append(give, use);
  dialog.append(head, body, foot);
  return { dialog, stage, slider, buttons, checks, said, use, give };
}

function verdict(code, words, { found, unseen }, figures) {
  if (unseen.includes(code)) return "还看不出来";
  if (!found.includes(code)) return "好";
  if (code === "least") return `框里的短边不到 ${figures.least_side} 像素，请把框放大，或换原图`;
  if (code !== "size") return words;
  return `框里的像素不到 ${figures.min_width}×${figures.min_height}，请把框放大，或换原图`;
}

// Writes a tick or a reason behind each check, and closes 使用这张 while one of them forbids it.
export function tell(page, judged, figures) {
  const lines = LINES.filter(([, , , applies]) => applies(figures));
  const items = lines.map(([code, name, words]) => {
    const isGood = ![...judged.found, ...judged.unseen].includes(code);
    const isFault = figures.blockers.includes(code);
    const item = make("li", isGood ? "good" : isFault ? "fault" : "hint");
    item.dataset.check = code;
    const [sign, colour] = SIGNS[item.className];
    const mark = icon(sign);
    mark.classList.add(colour);
    item.append(mark, ` ${name}：${verdict(code, words, judged, figures)}`);
    return item;
  });
  page.checks.replaceChildren(...items);
  const isBlocked = judged.found.some((code) => figures.blockers.includes(code));
  page.use.ariaDisabled = String(isBlocked);
  page.use.classList.toggle("disabled", isBlocked);
  const words = judged.found.length ? `还有 ${judged.found.length} 项要看一看` : "都好，可以使用这张";
  if (page.said.textContent !== words) page.said.textContent = words;
}
