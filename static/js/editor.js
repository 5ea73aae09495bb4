// Quill over a textarea: classes instead of styles, Chinese labels, the textarea stays what is sent.
import { script, style } from "./assets.js";
import { counterAfter, textLength } from "./charcount.js";

const FONTS = ["songti", "heiti", "kaiti"];
const FORMATS = [
  ...["bold", "italic", "underline", "strike", "script", "list", "align"],
  ...["link", "header", "font", "size"],
];
const TOOLBAR = [
  [{ header: [2, 3, false] }, { font: [false, ...FONTS] }, { size: ["small", false, "large", "huge"] }],
  ["bold", "italic", "underline", "strike", { script: "super" }, { script: "sub" }],
  [{ list: "ordered" }, { list: "bullet" }, { align: [] }, "link", "clean"],
];
const LABELS = {
  ".ql-bold": "加粗",
  ".ql-italic": "斜体",
  ".ql-underline": "下划线",
  ".ql-strike": "删除线",
  ".ql-script[value=super]": "上标",
  ".ql-script[value=sub]": "下标",
  ".ql-list[value=ordered]": "编号列表",
  ".ql-list[value=bullet]": "项目列表",
  ".ql-link": "链接",
  ".ql-clean": "清除格式",
  ".ql-header .ql-picker-label": "标题或段落",
  ".ql-font .ql-picker-label": "字体",
  ".ql-size .ql-picker-label": "字号",
  ".ql-align .ql-picker-label": "对齐",
};

function configure(Quill) {
  const font = Quill.import("attributors/class/font");
  font.whitelist = FONTS;
  const register = {
    "formats/align": Quill.import("attributors/class/align"),
    "formats/font": font,
    "formats/size": Quill.import("attributors/class/size"),
  };
  Quill.register(register, true);
  Quill.import("formats/link").PROTOCOL_WHITELIST = ["http", "https"];
}

function label(area, box, root) {
  for (const [selector, words] of Object.entries(LABELS)) {
    const control = box.querySelector(`.ql-toolbar ${selector}`);
    control.setAttribute("aria-label", words);
    control.title = words;
  }
  box.querySelector(".ql-toolbar").setAttribute("aria-label", "文字格式");
  root.setAttribute("role", "textbox");
  root.setAttribute("aria-multiline", "true");
  root.setAttribute("aria-label", area.labels[0]?.textContent ?? "");
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (area.hasAttribute(name)) root.setAttribute(name, area.getAttribute(name));
  }
  box.querySelector(".ql-tooltip input")?.setAttribute("aria-label", "链接地址");
}

// Links to the field, of an error summary or of 体检, lead to what is seen: the hidden textarea has no place.
function adopt(area, quill) {
  const { id } = area;
  area.labels[0]?.addEventListener("click", () => quill.focus());
  area.removeAttribute("id");
  quill.root.id = id;
  if (location.hash === `#${id}`) quill.root.focus();
}

function mount(Quill, area) {
  const box = Object.assign(document.createElement("div"), { className: "gx-rich" });
  const host = document.createElement("div");
  box.append(host);
  area.after(box);
  area.hidden = true;
  const modules = { toolbar: TOOLBAR };
  const quill = new Quill(host, { theme: "snow", modules, formats: FORMATS, placeholder: area.placeholder });
  quill.setContents(quill.clipboard.convert({ html: area.value }), "silent");
  label(area, box, quill.root);
  adopt(area, quill);
  const say = counterAfter(box, Number(area.dataset.max));
  say(textLength(area.value));
  quill.on("text-change", () => {
    area.value = quill.root.innerHTML;
    say(textLength(area.value));
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
  area.addEventListener("focus", () => quill.focus());
  area.addEventListener("draft", () =>
    quill.setContents(quill.clipboard.convert({ html: area.value }), "api"),
  );
}

export async function start(areas) {
  await Promise.all([script("quillScript"), style("quillStyle")]);
  configure(window.Quill);
  for (const area of areas) mount(window.Quill, area);
}
