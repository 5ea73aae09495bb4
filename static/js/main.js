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
  ["[data-row], [data-section], [data-view]", () => import("./desk.js")],
  ["[data-captcha]", () => import("./captcha.js")],
  ["[data-sms-code]", () => import("./sms-code.js")],
  ["[data-autosave-url]", () => import("./autosave.js")],
  ["[data-idle-seconds]", () => import("./timeout.js")],
];

// All are fetched at once, so that a network that goes away a moment later finds them here. They begin in the
// order of the table without waiting for each other; one that could not be fetched leaves the others alone.
async function startParts(root) {
  const wanted = [];
  for (const [selector, load] of parts) {
    const found = [...root.querySelectorAll(selector)];
    if (root.matches?.(selector)) found.unshift(root);
    if (found.length) wanted.push([found, load().catch((fault) => console.error(fault))]);
  }
  const begun = [];
  for (const [found, loading] of wanted) {
    const part = await loading;
    if (part) begun.push(part.start(found));
  }
  await Promise.allSettled(begun);
  document.documentElement.dataset.scripts = "started";
}

startPage();
startDialogs();
startGuard();
startParts(document);
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) startParts(event.detail.elt);
});
