// Pictures go up one by one with progress; what comes back is the page the server would have shown anyway.
import { script } from "./assets.js";

function line(box, words) {
  const row = document.createElement("li");
  const text = Object.assign(document.createElement("span"), { textContent: words });
  const bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
  bar.setAttribute("aria-label", words);
  row.append(text, bar);
  box.querySelector("[data-upload-state]").append(row);
  return { row, text, bar };
}

function send(form, file, bar) {
  const name = form.querySelector("input[type=file]").name;
  const data = new FormData(form);
  data.delete(name);
  data.append(name, file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.addEventListener("progress", (event) => (bar.value = (100 * event.loaded) / event.total));
    request.addEventListener("load", () => resolve(request));
    request.addEventListener("error", reject);
    request.send(data);
  });
}

// Replaces the tiles and keeps the lines about this upload.
function swap(box, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById(box.id);
  if (!fresh) return null;
  const states = box.querySelector("[data-upload-state]");
  const adopted = document.adoptNode(fresh);
  box.replaceWith(adopted);
  adopted.querySelector("[data-upload-state]")?.replaceWith(states);
  window.htmx.process(adopted);
  return adopted;
}

async function uploadAll(box, files) {
  let here = box;
  for (const file of files) {
    const form = here.querySelector("[data-upload-form]");
    if (!form) break;
    const { row, text, bar } = line(here, `正在上传 ${file.name}`);
    const answer = await send(form, file, bar).catch(() => null);
    const fresh = answer && swap(here, answer.responseText);
    const went = fresh && answer.status < 400;
    if (went) row.remove();
    bar.remove();
    if (!went) {
      row.className = "bad";
      text.textContent = `${file.name}：${reason(answer, fresh)}`;
    }
    here = fresh ?? here;
  }
  prepare(here);
  here.querySelector("[data-upload-form] input[type=file]")?.focus();
}

function reason(answer, fresh) {
  if (!answer) return "没有连上网络，请稍后再传一次";
  if (answer.responseURL.includes("/sign-in/")) return "登录已经过期，请重新登录后再传";
  const said = fresh?.querySelector("[role=alert]")?.textContent.trim();
  return said ?? "没能上传，请换一张图片或稍后再试";
}

function drop(box, tile) {
  tile.addEventListener("dragover", (event) => {
    event.preventDefault();
    tile.classList.add("over");
  });
  tile.addEventListener("dragleave", () => tile.classList.remove("over"));
  tile.addEventListener("drop", (event) => {
    event.preventDefault();
    tile.classList.remove("over");
    uploadAll(box, event.dataTransfer.files);
  });
}

// Dragging posts what the arrows post: the new place of one picture.
async function sortable(box, list) {
  await script("sortable");
  window.Sortable.create(list, {
    draggable: "[data-move-url]",
    onEnd({ item, oldDraggableIndex, newDraggableIndex }) {
      if (oldDraggableIndex === newDraggableIndex) return;
      const token = box.querySelector("[name=csrfmiddlewaretoken]").value;
      window.htmx.ajax("POST", item.dataset.moveUrl, {
        target: `#${box.id}`,
        select: `#${box.id}`,
        swap: "outerHTML",
        values: { csrfmiddlewaretoken: token, position: newDraggableIndex },
      });
    },
  });
}

function prepare(box) {
  if (box.dataset.ready) return;
  box.dataset.ready = "yes";
  const form = box.querySelector("[data-upload-form]");
  if (form) {
    const input = form.querySelector("input[type=file]");
    input.addEventListener("change", () => uploadAll(box, [...input.files]));
    drop(box, form);
    // Chosen before this script had arrived.
    if (input.files.length) uploadAll(box, [...input.files]);
  }
  const list = box.querySelector("[data-sortable-tiles]");
  if (list?.querySelector("[data-move-url]")) sortable(box, list);
}

export function start(boxes) {
  boxes.forEach(prepare);
}
