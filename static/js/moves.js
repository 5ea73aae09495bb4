// The review desk: buttons of the bar open their form in place, links to pictures turn the viewer.
const forms = [...document.querySelectorAll("details.gx-move")];

// Ctrl+Enter belongs to the form that is open.
function mark() {
  for (const fold of forms) {
    const button = fold.querySelector("[data-next]");
    if (!button) continue;
    if (fold.open) button.dataset.key = "ctrl+enter";
    else delete button.dataset.key;
  }
}

for (const link of document.querySelectorAll("[data-move]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    for (const fold of forms) fold.open = fold.id === link.dataset.move;
    const fold = document.getElementById(link.dataset.move);
    fold.scrollIntoView({ block: "nearest" });
    fold.querySelector("textarea, input:not([type=hidden]), select")?.focus();
  });
}
for (const link of document.querySelectorAll("[data-show]")) {
  link.addEventListener("click", (event) => {
    const file = document.querySelector(`[data-viewer-file][data-url*="${link.dataset.show}"]`);
    if (!file) return;
    event.preventDefault();
    file.click();
  });
}
for (const fold of forms) fold.addEventListener("toggle", mark);
mark();
