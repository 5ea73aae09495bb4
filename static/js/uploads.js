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

// The line of an upload says why it was in vain.
function fail({ row, text, bar }, name, why) {
  bar.remove();
  row.className = "bad";
  text.textContent = `${name}：${why}`;
}

function send(form, file, bar, asked) {
  const name = form.querySelector("input[type=file]").name;
  const data = new FormData(form);
  data.delete(name);
  data.append(name, file);
  for (const [field, value] of Object.entries(asked)) data.set(field, value);
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
    if (!form) {
      fail(line(here, file.name), file.name, "这一项已经传满，这个文件没有上传");
      continue;
    }
    const asked = await adjusted(here, file);
    if (!asked) continue;
    const shown = line(here, `正在上传 ${file.name}`);
    const answer = await send(form, file, shown.bar, asked).catch(() => null);
    const fresh = answer && swap(here, answer.responseText);
    if (fresh && answer.status < 400) shown.row.remove();
    else fail(shown, file.name, reason(answer, fresh));
    here = fresh ?? here;
  }
  prepare(here);
  const input = here.querySelector("[data-upload-form] input[type=file]");
  if (input) input.value = "";
  (input ?? here.querySelector("[data-adjust] summary"))?.focus();
}

// What has proportions to keep goes through the photo studio first; null when it was given up there.
async function adjusted(box, file) {
  const figures = JSON.parse(box.dataset.figures);
  if (!figures.ratio || file.type === "application/pdf") return {};
  const { adjust } = await import("./studio.js");
  return adjust(file, figures, box.querySelector("h2").firstChild.textContent.trim());
}

// A stored picture opens in the studio in the place of the plain fields.
async function adjustStored(box, form) {
  const figures = JSON.parse(box.dataset.figures);
  const [{ adjust }, file] = await Promise.all([
    import("./studio.js"),
    fetch(form.dataset.picture).then((answer) => (answer.ok ? answer.blob() : null)),
  ]);
  const asked = file && (await adjust(file, figures, box.querySelector("h2").firstChild.textContent.trim()));
  if (!asked) return;
  const data = new FormData();
  data.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  for (const [field, value] of Object.entries(asked)) data.set(field, value);
  const answer = await fetch(form.action, { method: "POST", body: data }).catch(() => null);
  const fresh = answer && swap(box, await answer.text());
  if (!fresh) {
    fail(line(box, ""), "没能调整", reason(answer && { responseURL: answer.url }, fresh));
    return;
  }
  prepare(fresh);
  fresh.querySelector("[data-adjust] summary")?.focus();
}

// On a telephone the camera comes first: a button that opens it at once.
function camera(form, box) {
  if (!window.matchMedia("(pointer: coarse)").matches) return;
  const opener = Object.assign(document.createElement("button"), {
    type: "button",
    className: "btn btn-primary",
    textContent: "打开相机拍照",
  });
  opener.addEventListener("click", () => {
    const shot = Object.assign(document.createElement("input"), { type: "file", accept: "image/*" });
    shot.capture = "environment";
    shot.addEventListener("change", () => uploadAll(box, [...shot.files]));
    shot.click();
  });
  form.prepend(opener);
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
    camera(form, box);
    // Chosen before this script had arrived.
    if (input.files.length) uploadAll(box, [...input.files]);
  }
  for (const part of box.querySelectorAll("[data-adjust]")) {
    part.querySelector("summary").addEventListener("click", (event) => {
      event.preventDefault();
      adjustStored(box, part.querySelector("form"));
    });
  }
  const list = box.querySelector("[data-sortable-tiles]");
  if (list?.querySelector("[data-move-url]")) sortable(box, list);
}

export function start(boxes) {
  boxes.forEach(prepare);
}
