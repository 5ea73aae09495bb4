// Zoom and rotation are classes on the stage; nothing of it is ever saved.
import { isOn } from "./keys.js";

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
// The equals sign lies where plus does.
const SWITCHES = { "=": "+" };

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
    this.marking = false;
    for (const button of box.querySelectorAll("[data-viewer-act]")) {
      button.addEventListener("click", () => this.act(button.dataset.viewerAct));
    }
    this.files.forEach((file, index) =>
      file.addEventListener("click", (event) => {
        event.preventDefault();
        this.go(index);
      }),
    );
    this.markable();
    document.addEventListener("gx:stand", (event) => this.showPart(event.target.dataset.section));
    document.addEventListener("htmx:afterSettle", () => this.paint());
    this.paint();
  }

  // The first picture of the section one stands on.
  showPart(key) {
    const first = this.files.findIndex((file) => key && file.dataset.part === key);
    if (first >= 0 && this.files[this.place].dataset.part !== key) this.go(first);
  }

  // The pencil, then a click on the picture: one problem more, at that spot.
  markable() {
    this.pencil = this.box.querySelector("[data-viewer-mark]");
    this.pencil?.addEventListener("click", (event) => {
      event.preventDefault();
      this.marking = !this.marking;
      this.paint();
    });
    this.box.querySelector("[data-viewer-image]").addEventListener("click", (event) => {
      if (!this.marking) return;
      const percent = (part, whole) => Math.round((100 * part) / whole);
      const { offsetX, offsetY, target } = event;
      const spot = `&spot_x=${percent(offsetX, target.clientWidth)}&spot_y=${percent(offsetY, target.clientHeight)}`;
      this.marking = false;
      this.paint();
      window.htmx.ajax("GET", this.markUrl() + spot, { target: "#noted", select: "#noted", swap: "outerHTML show:top" });
    });
  }

  markUrl() {
    return this.files[this.place]?.dataset.mark ?? this.pencil.getAttribute("href").split("#")[0];
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
    this.marking = false;
    const { url, name } = file.dataset;
    Object.assign(this.box.querySelector("[data-viewer-image]"), { src: url, alt: name });
    this.box.querySelector("[data-viewer-open]").href = url;
    this.box.querySelector("[data-viewer-name]").textContent = name;
    this.box.querySelector("[data-viewer-place]").textContent = `${this.place + 1} / ${this.files.length}`;
    this.paint();
  }

  paint() {
    const zoom = ZOOMS[this.zoom];
    const classes = [
      "stage",
      this.turn && `rot-${this.turn}`,
      zoom > 100 && `zoomed zoom-${zoom}`,
      this.marking && "marking",
    ];
    this.stage.className = classes.filter(Boolean).join(" ");
    this.box.querySelector("[data-viewer-zoom]").textContent = `${zoom}%`;
    const shown = this.box.querySelector("[data-viewer-image]").getAttribute("src");
    for (const svg of this.box.querySelectorAll("[data-spots-of]")) {
      svg.toggleAttribute("hidden", svg.dataset.spotsOf !== shown);
    }
    const hint = this.box.querySelector("[data-viewer-hint]");
    if (hint) hint.hidden = !this.marking;
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
    if (!name || !isOn(SWITCHES[event.key] ?? event.key.toLowerCase()) || typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]")) return;
    // Boxes that scroll sideways keep their arrows.
    const scrolls = event.target.closest("[tabindex='0']:not([data-viewer-stage])");
    if (scrolls && event.key.startsWith("Arrow")) return;
    viewers[0].act(name);
  });
}
