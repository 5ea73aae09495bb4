// Keys of the desks: rows of a queue (data-row) or sections of a review (data-section), and any data-key.
const OFF = "gx-keys-off";
const WORDS = {
  "/": "查找",
  j: "下一行或下一部分",
  k: "上一行或上一部分",
  enter: "打开",
  x: "选中",
  "shift+x": "从上次选中的选到这一行",
  c: "认领",
  "[": "上一页或上一件",
  "]": "下一页或下一件",
  "ctrl+enter": "确定并看下一件",
};

const switchedOff = () => new Set(JSON.parse(localStorage.getItem(OFF) ?? "[]"));
const places = () => [...document.querySelectorAll("[data-row], [data-section]")];

function move(step) {
  const all = places();
  const here = all.findIndex((place) => place.classList.contains("cur"));
  const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
  all[here]?.classList.remove("cur");
  next.classList.add("cur");
  next.scrollIntoView({ block: "nearest" });
  (next.querySelector("[data-open]") ?? next).focus({ preventScroll: true });
}

// Shift+X: everything between the row chosen last and this one.
let chosen = null;

function choose(ranged) {
  const rows = places();
  const here = rows.findIndex((row) => row.classList.contains("cur"));
  const box = rows[here]?.querySelector("input[type=checkbox]");
  if (!box) return;
  const from = ranged ? Math.max(rows.indexOf(chosen), 0) : here;
  box.click();
  for (const row of rows.slice(Math.min(from, here), Math.max(from, here) + 1)) {
    const other = row.querySelector("input[type=checkbox]");
    if (other && other.checked !== box.checked) other.click();
  }
  chosen = rows[here];
}

// C with nothing chosen takes the row one stands on.
function chooseCurrent() {
  if (!document.querySelector("[data-row] input:checked")) choose(false);
}

const current = (selector) => document.querySelector(`.cur ${selector}`);

const ACTS = {
  "/": () => document.querySelector("[data-find], [role=search] input:not([type=hidden])")?.focus(),
  j: () => move(1),
  k: () => move(-1),
  enter: () => current("[data-open]")?.click(),
  x: () => choose(false),
  "shift+x": () => choose(true),
  "[": () => document.querySelector("[rel=prev]")?.click(),
  "]": () => document.querySelector("[rel=next]")?.click(),
};

function act(key) {
  if (key === "c") chooseCurrent();
  const marked = [...document.querySelectorAll("[data-key]")].find((element) => element.dataset.key === key);
  if (marked) return marked.click();
  ACTS[key]?.();
}

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

// The list on `?`; each key can be switched off.
function showKeys() {
  const off = switchedOff();
  const rows = Object.entries(WORDS).map(([key, words]) => {
    const box = make("input", { type: "checkbox", className: "form-check-input", checked: !off.has(key) });
    box.addEventListener("change", () => {
      if (box.checked) off.delete(key);
      else off.add(key);
      localStorage.setItem(OFF, JSON.stringify([...off]));
    });
    return make("li", {}, make("label", {}, box, " ", make("kbd", {}, key), ` ${words}`));
  });
  const close = make("button", { className: "btn btn-light", textContent: "关闭" });
  const head = make("div", { className: "head" }, make("h2", { id: "gx-keys" }, "快捷键（打字时不起作用）"));
  const list = make("ul", { className: "gx-plain body" }, ...rows);
  const dialog = make(
    "dialog",
    { className: "gx-dialog" },
    head,
    list,
    make("div", { className: "foot" }, close),
  );
  dialog.setAttribute("aria-labelledby", "gx-keys");
  dialog.dataset.modal = "";
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function heard(event) {
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable=true]");
  const withControl = event.ctrlKey || event.metaKey;
  const ranged = event.shiftKey && event.key.toLowerCase() === "x";
  const key = (withControl ? "ctrl+" : ranged ? "shift+" : "") + event.key.toLowerCase();
  if (event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
  if (typing && key !== "ctrl+enter") return;
  if (key === "?") return showKeys();
  if (!(key in WORDS) || switchedOff().has(key)) return;
  if (key === "enter" && event.target.closest("a, button, summary")) return;
  event.preventDefault();
  act(key);
}

export function start(found) {
  if (document.body.dataset.keys) return;
  document.body.dataset.keys = "on";
  for (const place of found) if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
  document.addEventListener("keydown", heard);
}
