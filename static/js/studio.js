// The photo studio: a frame over the picture, turning, brightness, and what is said of it while one works.
import { show } from "./dialog.js";
import { codesOf } from "./studio-checks.js";
import { Frame } from "./studio-frame.js";
import { build, tell } from "./studio-page.js";

const LONGEST = 1400;
const STEP = 0.02;
const LARGER = 1.08;
const QUIET = 150;
const REACH = 28;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

class Studio {
  constructor(picture, figures, page) {
    Object.assign(this, { picture, figures, page, turn: 0, brightness: 0, fingers: new Map() });
    this.ratio = figures.ratio ? figures.ratio[0] / figures.ratio[1] : 0;
    this.turned();
  }

  // Draws the picture anew after it was turned; the frame begins again.
  turned() {
    const { width, height } = this.picture;
    const shrink = Math.min(1, LONGEST / Math.max(width, height));
    const lies = this.turn % 180 !== 0;
    const [w, h] = [Math.round(width * shrink), Math.round(height * shrink)];
    this.scale = 1 / shrink;
    this.plain = Object.assign(document.createElement("canvas"), { width: lies ? h : w, height: lies ? w : h });
    const pen = this.plain.getContext("2d", { willReadFrequently: true });
    pen.imageSmoothingQuality = "high";
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, this.plain.width, this.plain.height);
    pen.translate(this.plain.width / 2, this.plain.height / 2);
    pen.rotate((this.turn * Math.PI) / 180);
    pen.drawImage(this.picture, -w / 2, -h / 2, w, h);
    this.frame = new Frame(this.plain.width, this.plain.height, this.ratio);
    this.lit();
  }

  // Every shade times 2 to the power of brightness / 100, as on the server.
  lit() {
    const { width, height } = this.plain;
    const image = this.plain.getContext("2d").getImageData(0, 0, width, height);
    const factor = 2 ** (this.brightness / 100);
    for (let at = 0; factor !== 1 && at < image.data.length; at += 1) {
      if (at % 4 < 3) image.data[at] *= factor;
    }
    this.view = Object.assign(document.createElement("canvas"), { width, height });
    this.view.getContext("2d").putImageData(image, 0, 0);
    Object.assign(this.page.stage, { width, height });
    this.draw();
  }

  draw() {
    const { stage } = this.page;
    const { x, y, w, h } = this.frame;
    const pen = stage.getContext("2d");
    pen.drawImage(this.view, 0, 0);
    pen.fillStyle = "rgba(10, 42, 48, 0.6)";
    pen.beginPath();
    pen.rect(0, 0, stage.width, stage.height);
    pen.rect(x, y, w, h);
    pen.fill("evenodd");
    const line = this.perPixel() * 2;
    pen.lineWidth = line * 2;
    pen.strokeStyle = "#0a2a30";
    pen.strokeRect(x, y, w, h);
    pen.lineWidth = line;
    pen.strokeStyle = "#ffd257";
    pen.strokeRect(x, y, w, h);
    pen.fillStyle = "#ffd257";
    const knob = line * 6;
    for (const cx of [x, x + w - knob]) for (const cy of [y, y + h - knob]) pen.fillRect(cx, cy, knob, knob);
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.check(), QUIET);
  }

  // Pixels of the picture for one pixel of the screen.
  perPixel() {
    return this.page.stage.width / (this.page.stage.getBoundingClientRect().width || this.page.stage.width);
  }

  check() {
    tell(this.page, codesOf(this.view, this.frame, this.scale, this.figures), this.figures);
  }

  changed(change) {
    change(this.frame);
    this.draw();
  }

  turnRight() {
    this.turn = (this.turn + 90) % 360;
    this.turned();
  }

  nudge([dx, dy], isSize) {
    const [x, y] = [dx * STEP * this.frame.width, dy * STEP * this.frame.height];
    this.changed((frame) =>
      isSize && !this.ratio ? frame.size(frame.w + x, frame.h + y) : frame.move(x, y),
    );
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const acts = {
      "+": () => this.changed((frame) => frame.scale(1 / LARGER)),
      "=": () => this.changed((frame) => frame.scale(1 / LARGER)),
      "-": () => this.changed((frame) => frame.scale(LARGER)),
      r: () => this.turnRight(),
    };
    const arrow = ARROWS[event.key];
    const act = arrow ? () => this.nudge(arrow, event.shiftKey) : acts[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  }

  place(event) {
    const box = this.page.stage.getBoundingClientRect();
    return [(event.clientX - box.left) * this.perPixel(), (event.clientY - box.top) * this.perPixel()];
  }

  down(event) {
    this.page.stage.setPointerCapture(event.pointerId);
    const at = this.place(event);
    this.fingers.set(event.pointerId, at);
    this.held = this.fingers.size === 1 ? this.frame.corner(...at, REACH * this.perPixel()) : null;
  }

  drag(event) {
    const before = this.fingers.get(event.pointerId);
    if (!before) return;
    const at = this.place(event);
    const apart = this.apart();
    this.fingers.set(event.pointerId, at);
    if (this.fingers.size === 2) this.changed((frame) => frame.scale(this.apart() / (apart || 1)));
    else if (this.held) this.changed((frame) => frame.pull(this.held, ...at));
    else this.changed((frame) => frame.move(at[0] - before[0], at[1] - before[1]));
  }

  apart() {
    const [one, other] = [...this.fingers.values()];
    return other ? Math.hypot(one[0] - other[0], one[1] - other[1]) : 0;
  }

  listen() {
    const { stage, slider, buttons } = this.page;
    stage.addEventListener("keydown", (event) => this.key(event));
    stage.addEventListener("pointerdown", (event) => this.down(event));
    stage.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "pointercancel"]) {
      stage.addEventListener(end, (event) => this.fingers.delete(event.pointerId));
    }
    slider.addEventListener("input", () => {
      this.brightness = Number(slider.value);
      this.lit();
    });
    for (const [name, arrow] of Object.entries(ARROWS)) buttons[name].addEventListener("click", () => this.nudge(arrow));
    buttons.closer.addEventListener("click", () => this.changed((frame) => frame.scale(1 / LARGER)));
    buttons.wider.addEventListener("click", () => this.changed((frame) => frame.scale(LARGER)));
    buttons.turn.addEventListener("click", () => this.turnRight());
  }

  // What the server is asked to do; of a free frame around everything nothing is cut off.
  parameters() {
    const asked = { turn: this.turn, brightness: this.brightness };
    if (!this.ratio && this.frame.isWhole) return asked;
    const names = ["crop_x", "crop_y", "crop_width", "crop_height"];
    this.frame.fractions(this.turn).forEach((number, at) => (asked[names[at]] = Math.max(0, number).toFixed(5)));
    return asked;
  }
}

// Lets a person adjust the picture in `file`. Gives the parameters for the server, null when it was given up,
// and nothing to change when this browser cannot show the picture.
export async function adjust(file, figures, label) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (!picture) return {};
  const page = build(label, figures);
  document.body.append(page.dialog);
  show(page.dialog);
  const studio = new Studio(picture, figures, page);
  studio.listen();
  studio.check();
  page.stage.focus();
  return new Promise((resolve) => {
    page.use.addEventListener("click", () => page.use.ariaDisabled !== "true" && page.dialog.close("use"));
    page.give.addEventListener("click", () => page.dialog.close(""));
    page.dialog.addEventListener("close", () => {
      if (page.dialog.open) return;
      clearTimeout(studio.waiting);
      page.dialog.remove();
      picture.close();
      resolve(page.dialog.returnValue === "use" ? studio.parameters() : null);
    });
  });
}
