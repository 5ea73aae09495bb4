// Rows of a section in order by dragging: a comfort, the arrows send the same.
import { script } from "./assets.js";

function send(box, item, place) {
  // What dragging leaves of style attributes htmx would carry over, and the policy of our pages forbids them.
  box.querySelectorAll("[style]").forEach((row) => row.removeAttribute("style"));
  const token = box.querySelector("[name=csrfmiddlewaretoken]").value;
  window.htmx.ajax("POST", item.dataset.moveUrl, {
    target: `#${box.id}`,
    select: `#${box.id}`,
    selectOOB: "#row-said:innerHTML",
    swap: "outerHTML",
    values: { csrfmiddlewaretoken: token, position: place },
  });
}

async function prepare(box) {
  const list = box.querySelector("[data-sortable-rows]");
  if (!list || box.dataset.ready) return;
  box.dataset.ready = "yes";
  await script("sortable");
  window.Sortable.create(list, {
    handle: ".gx-grip",
    draggable: "[data-move-url]",
    onEnd({ item, oldDraggableIndex, newDraggableIndex }) {
      if (oldDraggableIndex !== newDraggableIndex) send(box, item, newDraggableIndex);
    },
  });
}

export function start(boxes) {
  boxes.forEach(prepare);
}
