// Zoom and rotation are classes on the stage; nothing of it is ever saved.
const ZOOMS = [100, 150, 200, 300, 400];
const KEYS = {
  "+": "zoom-in",
  "=": "zoom-in",
  "-": "zoom-out",
  0: "fit",
  r: "rotate",
  ArrowLeft: "previous",
  ArrowRight: "next",
};

class Viewer {
  constructor(box) {
    this.box = box;
    this.stage = box.querySelector("[data-viewer-stage]");
    this.files = [...box.querySelectorAll("[data-viewer-file]")];
    this.place = Math.max(
      0,
      this.files.findIndex((file) => file.hasAttribute("aria-current")),
    );
    this.zoom = 0;
    this.turn = 0;
    for (const button of box.querySelectorAll("[data-viewer-act]")) {
      button.addEventListener("click", () => this.act(button.dataset.viewerAct));
    }
    this.files.forEach((file, index) =>
      file.addEventListener("click", (event) => {
        event.preventDefault();
        this.go(index);
      }),
    );
    this.paint();
  }

  act(name) {
    const acts = {
      "zoom-in": () => (this.zoom = Math.min(this.zoom + 1, ZOOMS.length - 1)),
      "zoom-out": () => (this.zoom = Math.max(this.zoom - 1, 0)),
      fit: () => (this.zoom = 0),
      rotate: () => (this.turn = (this.turn + 90) % 360),
      previous: () => this.go(this.place - 1),
      next: () => this.go(this.place + 1),
    };
    acts[name]();
    this.paint();
  }

  go(index) {
    const file = this.files[(index + this.files.length) % this.files.length];
    if (!file) return;
    this.files[this.place].removeAttribute("aria-current");
    file.setAttribute("aria-current", "true");
    this.place = this.files.indexOf(file);
    this.zoom = 0;
    this.turn = 0;
    const { url, name } = file.dataset;
    Object.assign(this.box.querySelector("[data-viewer-image]"), { src: url, alt: name });
    this.box.querySelector("[data-viewer-open]").href = url;
    this.box.querySelector("[data-viewer-name]").textContent = name;
    this.box.querySelector("[data-viewer-place]").textContent = `${this.place + 1} / ${this.files.length}`;
    this.paint();
  }

  paint() {
    const zoom = ZOOMS[this.zoom];
    const classes = ["stage", this.turn && `rot-${this.turn}`, zoom > 100 && `zoomed zoom-${zoom}`];
    this.stage.className = classes.filter(Boolean).join(" ");
    this.box.querySelector("[data-viewer-zoom]").textContent = `${zoom}%`;
  }
}

function typing(target) {
  return target.closest("input, textarea, select, [contenteditable=true]");
}

export function start(boxes) {
  const viewers = boxes
    .filter((box) => box.querySelector("[data-viewer-stage]"))
    .map((box) => new Viewer(box));
  if (!viewers.length) return;
  document.addEventListener("keydown", (event) => {
    const name = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!name || typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]")) return;
    // Boxes that scroll sideways keep their arrows.
    const scrolls = event.target.closest("[tabindex='0']:not([data-viewer-stage])");
    if (scrolls && event.key.startsWith("Arrow")) return;
    viewers[0].act(name);
  });
}
