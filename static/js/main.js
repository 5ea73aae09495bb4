// Starts what the page asks for by its attributes; every page is whole without it.
import { startDialogs } from "./dialog.js";
import { startGuard } from "./guard.js";
import { startPage } from "./page.js";

const parts = [
  ["[data-rich-text]", () => import("./editor.js")],
  ["textarea[data-count]", () => import("./charcount.js")],
  ["[data-autocomplete-url]", () => import("./autocomplete.js")],
  ["[data-upload]", () => import("./uploads.js")],
  ["[data-row-list]", () => import("./rows.js")],
  ["[data-viewer]", () => import("./viewer.js")],
  ["[data-row], [data-section]", () => import("./desk.js")],
  ["[data-captcha]", () => import("./captcha.js")],
  ["[data-autosave-url]", () => import("./autosave.js")],
  ["[data-idle-seconds]", () => import("./timeout.js")],
];

async function startParts(root) {
  for (const [selector, load] of parts) {
    const found = [...root.querySelectorAll(selector)];
    if (root.matches?.(selector)) found.unshift(root);
    if (!found.length) continue;
    const part = await load();
    part.start(found);
  }
}

startPage();
startDialogs();
startGuard();
startParts(document);
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) startParts(event.detail.elt);
});
