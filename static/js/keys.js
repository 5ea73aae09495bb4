// Which keys a page has, and which of them the person switched off.
const OFF = "gx-keys-off";

const WORDS = new Map([
  ["/", "查找"],
  ["j", "下一行或下一部分"],
  ["k", "上一行或上一部分"],
  ["enter", "打开"],
  ["x", "选中"],
  ["shift+x", "从上次选中的选到这一行"],
  ["c", "受理"],
  ["v", "没问题"],
  ["n", "记一处"],
  ["+", "放大图片"],
  ["-", "缩小图片"],
  ["0", "图片适合窗口"],
  ["r", "旋转图片"],
  ["arrowleft", "上一张图片"],
  ["arrowright", "下一张图片"],
  ...[1, 2, 3, 4, 5, 6].map((number) => [`${number}`, `第 ${number} 个视图`]),
  ["[", "上一页或上一件"],
  ["]", "下一页或下一件"],
  ["ctrl+enter", "确定并看下一件"],
]);
const VIEWS = ["1", "2", "3", "4", "5", "6"];
const STEPS = ["j", "k"];
const QUEUE = ["enter", "x", "shift+x"];
const REVIEW = ["v", "n", "ctrl+enter"];
const VIEWER = ["+", "-", "0", "r", "arrowleft", "arrowright"];
const CAPS = { arrowleft: "←", arrowright: "→", enter: "Enter", "shift+x": "Shift+X", "ctrl+enter": "Ctrl+Enter" };

// Where the browser keeps nothing for us, every key is on.
function switchedOff() {
  try {
    return new Set(JSON.parse(localStorage.getItem(OFF) ?? "[]"));
  } catch {
    return new Set();
  }
}
const has = (selector) => document.querySelector(selector) !== null;

export const isOn = (key) => WORDS.has(key) && !switchedOff().has(key);

// What can be done on this very page, in the order of the table.
function keysHere() {
  const without = [
    ...(has("[data-find], [data-find-at], [role=search] input") ? [] : ["/"]),
    ...(has("[data-row], [data-section]") ? [] : STEPS),
    ...(has("[data-key=c]") ? [] : ["c"]),
    ...(has("[rel=prev], [rel=next], [data-key='['], [data-key=']']") ? [] : ["[", "]"]),
    ...(has("[data-row]") ? [] : QUEUE),
    ...VIEWS.slice(document.querySelectorAll("[data-view]").length),
    ...(has("[data-section]") ? [] : REVIEW),
    ...(has("[data-viewer-stage]") ? [] : VIEWER),
  ];
  return [...WORDS].filter(([key]) => !without.includes(key));
}

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function line([key, words]) {
  const box = make("input", { type: "checkbox", className: "form-check-input", checked: isOn(key) });
  box.addEventListener("change", () => {
    const others = [...switchedOff()].filter((one) => one !== key);
    localStorage.setItem(OFF, JSON.stringify(box.checked ? others : [...others, key]));
  });
  const cap = CAPS[key] ?? key.toUpperCase();
  return make("li", {}, make("label", {}, box, " ", make("kbd", {}, cap), ` ${words}`));
}

// The list on `?`; each key can be switched off.
export function showKeys() {
  const close = make("button", { className: "btn btn-light", textContent: "关闭" });
  const head = make("div", { className: "head" }, make("h2", { id: "gx-keys" }, "快捷键（打字时不起作用）"));
  const list = make("ul", { className: "gx-plain body" }, ...keysHere().map(line));
  const foot = make("div", { className: "foot" }, close);
  const dialog = make("dialog", { className: "gx-dialog" }, head, list, foot);
  dialog.setAttribute("aria-labelledby", "gx-keys");
  dialog.dataset.modal = "";
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
