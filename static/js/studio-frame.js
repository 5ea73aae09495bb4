// The crop frame: a rectangle in pixels of a picture, locked to a ratio or free, that never leaves the picture.
const SMALLEST = 24;

export class Frame {
  constructor(width, height, ratio) {
    Object.assign(this, { width, height, ratio });
    this.reset();
  }

  // As large as possible, in the middle.
  reset() {
    this.w = this.ratio ? Math.min(this.width, this.height * this.ratio) : this.width;
    this.h = this.ratio ? this.w / this.ratio : this.height;
    this.x = (this.width - this.w) / 2;
    this.y = (this.height - this.h) / 2;
  }

  move(dx, dy) {
    this.x = Math.min(Math.max(0, this.x + dx), this.width - this.w);
    this.y = Math.min(Math.max(0, this.y + dy), this.height - this.h);
  }

  // Grows or shrinks around its middle.
  scale(factor) {
    const [x, y] = [this.x + this.w / 2, this.y + this.h / 2];
    this.size(this.w * factor, this.h * factor);
    [this.x, this.y] = [x - this.w / 2, y - this.h / 2];
    this.move(0, 0);
  }

  // Takes a size, within the picture and the ratio; the upper left corner stays.
  size(width, height) {
    const widest = this.ratio ? Math.min(this.width, this.height * this.ratio) : this.width;
    this.w = Math.min(Math.max(SMALLEST, width), widest);
    this.h = this.ratio ? this.w / this.ratio : Math.min(Math.max(SMALLEST, height), this.height);
    this.move(0, 0);
  }

  // Pulls one corner to a point while the opposite one stays; `side` is -1 for left or top, 1 for right or bottom.
  pull(side, x, y) {
    const fixed = [side[0] < 0 ? this.x + this.w : this.x, side[1] < 0 ? this.y + this.h : this.y];
    const room = [side[0] < 0 ? fixed[0] : this.width - fixed[0], side[1] < 0 ? fixed[1] : this.height - fixed[1]];
    let width = Math.min(Math.max(SMALLEST, side[0] * (x - fixed[0])), room[0]);
    const height = Math.min(Math.max(SMALLEST, side[1] * (y - fixed[1])), room[1]);
    if (this.ratio) width = Math.min(Math.max(width, height * this.ratio), room[0], room[1] * this.ratio);
    this.w = width;
    this.h = this.ratio ? width / this.ratio : height;
    this.x = side[0] < 0 ? fixed[0] - this.w : fixed[0];
    this.y = side[1] < 0 ? fixed[1] - this.h : fixed[1];
  }

  // The corner near a point, as a pair of sides, or null.
  corner(x, y, reach) {
    for (const across of [-1, 1]) {
      for (const down of [-1, 1]) {
        const [cx, cy] = [this.x + (across > 0 ? this.w : 0), this.y + (down > 0 ? this.h : 0)];
        if (Math.hypot(x - cx, y - cy) <= reach) return [across, down];
      }
    }
    return null;
  }

  get isWhole() {
    return this.w > this.width - 1 && this.h > this.height - 1;
  }

  // In fractions of the picture as it was before it was turned clockwise.
  fractions(turn) {
    const [x, y, w, h] = [this.x / this.width, this.y / this.height, this.w / this.width, this.h / this.height];
    if (turn === 90) return [y, 1 - x - w, h, w];
    if (turn === 180) return [1 - x - w, 1 - y - h, w, h];
    if (turn === 270) return [1 - y - h, x, h, w];
    return [x, y, w, h];
  }
}
