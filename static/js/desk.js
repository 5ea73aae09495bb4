// Keys of the desks: rows of a queue (data-row) or sections of a review (data-section), views (data-view),
// and any data-key.
import { isOn, showKeys } from "./keys.js";

const places = () => [...document.querySelectorAll("[data-row], [data-section]")];

function stand(next) {
  for (const place of places()) place.classList.toggle("cur", place === next);
  next.scrollIntoView({ block: "nearest" });
  (next.querySelector("[data-open]") ?? next).focus({ preventScroll: true });
  next.dispatchEvent(new CustomEvent("gx:stand", { bubbles: true }));
}

function move(step) {
  const all = places();
  if (!all.length) return;
  const here = all.findIndex((place) => place.classList.contains("cur"));
  stand(all[Math.min(Math.max(here + step, 0), all.length - 1)]);
}

// V: no problem here; then on to the next section nobody has looked at, or to the decision.
function pass() {
  const here = document.querySelector(".cur[data-section]");
  const button = here?.querySelector("[data-key=v]:not([aria-disabled])");
  if (!button) return;
  button.click();
  const open = places().filter((place) => place !== here && place.querySelector("[data-key=v]"));
  const after = open.find((place) => here.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING);
  const next = after ?? open[0] ?? document.getElementById("decide");
  if (next) stand(next);
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

const boxes = () => [...document.querySelectorAll("[data-row] input[type=checkbox]")];

// Says how many are chosen, and lets one tick choose the whole page.
function watchChoice(all) {
  all.hidden = false;
  const told = document.querySelector("[data-chosen]");
  const tell = () => {
    const number = boxes().filter((box) => box.checked).length;
    told.hidden = number === 0;
    told.querySelector("span").textContent = number;
    all.checked = number === boxes().length;
    all.indeterminate = number > 0 && !all.checked;
  };
  all.addEventListener("change", () => {
    for (const box of boxes()) box.checked = all.checked;
    tell();
  });
  document.addEventListener("change", (event) => event.target.closest("[data-row]") && tell());
  tell();
}

const current = (selector) => document.querySelector(`.cur ${selector}`);

const view = (number) => document.querySelectorAll("[data-view]")[number - 1]?.click();

// A page without a search box names the list to look in.
function find() {
  const box = document.querySelector("[data-find], [role=search] input:not([type=hidden])");
  const list = document.querySelector("[data-find-at]");
  if (box) box.focus();
  else if (list) location.assign(list.dataset.findAt);
}

const ACTS = {
  "/": find,
  j: () => move(1),
  k: () => move(-1),
  enter: () => current("[data-open]")?.click(),
  x: () => choose(false),
  "shift+x": () => choose(true),
  v: pass,
  n: () => current("[data-key=n]")?.click(),
  "[": () => document.querySelector("[rel=prev]")?.click(),
  "]": () => document.querySelector("[rel=next]")?.click(),
  ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((number) => [number, () => view(number)])),
};

function act(key) {
  if (key === "c") chooseCurrent();
  const marked = !["v", "n"].includes(key) && [...document.querySelectorAll("[data-key]")].find((element) => element.dataset.key === key);
  if (marked) return marked.click();
  ACTS[key]?.();
}

function heard(event) {
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable=true]");
  const withControl = event.ctrlKey || event.metaKey;
  const ranged = event.shiftKey && event.key.toLowerCase() === "x";
  const key = (withControl ? "ctrl+" : ranged ? "shift+" : "") + event.key.toLowerCase();
  if (event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
  if (typing && key !== "ctrl+enter") return;
  if (key === "?") return showKeys();
  if (!isOn(key) || !(key in ACTS || document.querySelector(`[data-key="${key}"]`))) return;
  if (key === "enter" && event.target.closest("a, button, summary")) return;
  event.preventDefault();
  act(key);
}

export function start() {
  if (document.body.dataset.keys) return;
  document.body.dataset.keys = "on";
  for (const place of places()) if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
  document.addEventListener("keydown", heard);
  const all = document.querySelector("[data-choose-all]");
  if (all) watchChoice(all);
  if (location.hash === "#find") find();
}
