// The review desk: buttons of the bar open their form in place, links to pictures turn the viewer, and what
// was typed in a decision outlasts the verdicts given meanwhile.
const folds = () => [...document.querySelectorAll("details.gx-move")];

// Ctrl+Enter belongs to the form that is open; the one of 记一处 goes first.
function mark() {
  for (const fold of folds()) {
    const button = fold.querySelector("[data-next]");
    if (!button) continue;
    if (fold.open) button.dataset.key = "ctrl+enter";
    else delete button.dataset.key;
  }
}

function openMove(id) {
  for (const fold of folds()) fold.open = fold.id === id;
  const fold = document.getElementById(id);
  fold?.scrollIntoView({ block: "nearest" });
  fold?.querySelector("textarea, input:not([type=hidden]), select")?.focus();
}

function showFile(id) {
  const file = document.querySelector(`[data-viewer-file][data-url*="${id}"]`);
  file?.click();
  return file;
}

function standOn(key) {
  for (const place of document.querySelectorAll("[data-section]")) {
    place.classList.toggle("cur", place.dataset.section === key);
  }
  const part = document.getElementById(`read-${key}`);
  part.scrollIntoView({ block: "start" });
  part.focus({ preventScroll: true });
  part.dispatchEvent(new CustomEvent("gx:stand", { bubbles: true }));
}

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("[data-move], [data-show], .toc [data-part]");
  if (!link) return;
  const { move, show, part } = link.dataset;
  if (show && !showFile(show)) return;
  event.preventDefault();
  if (move) openMove(move);
  if (part) standOn(part);
});

// A section one stands on is the current one of the list.
document.addEventListener("gx:stand", (event) => {
  for (const link of document.querySelectorAll(".toc [data-part]")) {
    if (link.dataset.part === event.target.dataset.section) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
});

const typed = (box) =>
  [...box.querySelectorAll("textarea, input:not([type=hidden], [type=checkbox])")].some(
    (field) => field.value !== field.defaultValue,
  );
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  if (event.detail.target.matches("[data-entry]") && typed(event.detail.target)) event.detail.shouldSwap = false;
});
document.addEventListener("htmx:afterSettle", () => {
  mark();
  const here = document.querySelector(".cur[data-section]");
  here?.dispatchEvent(new CustomEvent("gx:stand", { bubbles: true }));
});
document.addEventListener("toggle", mark, true);
mark();
