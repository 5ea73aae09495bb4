// What core/portraits.py finds on the server, found here while one still moves the frame: the same figures.
const SHARP_WIDTH = 206;
const SMALL_WIDTH = 96;
const NORMAL = 1.4826;
const HEAD = [0.15, 0.08, 0.85, 0.7];
const STRIP = 0.07;
const STRIP_ABOVE = 0.04;
const STRIP_DOWN = 0.4;
const CORNER = 0.2;
const ONE_WAY = 4;

// The part of a canvas in a given width: {width, height, data}.
function pixels(source, part, width) {
  const height = Math.max(1, Math.round((width * part.h) / part.w));
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.imageSmoothingQuality = "high";
  pen.drawImage(source, part.x, part.y, part.w, part.h, 0, 0, width, height);
  return pen.getImageData(0, 0, width, height);
}

// Calls `see(r, g, b, column, row)` for each pixel between these shares of the picture.
function within({ width, height, data }, [left, top, right, bottom], see) {
  const last = Math.max(Math.round(bottom * height), Math.round(top * height) + 1);
  for (let row = Math.round(top * height); row < last; row += 1) {
    for (let column = Math.round(left * width); column < Math.round(right * width); column += 1) {
      const at = 4 * (row * width + column);
      see(data[at], data[at + 1], data[at + 2], column, row);
    }
  }
}

const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
const variance = (numbers, middle = mean(numbers)) => mean(numbers.map((number) => (number - middle) ** 2));

// Second differences of the middle of the picture: all round, across and down.
function differences(image) {
  const { width, height, data } = image;
  const grey = new Float32Array(width * height);
  for (let at = 0; at < grey.length; at += 1) {
    grey[at] = Math.round(0.299 * data[4 * at] + 0.587 * data[4 * at + 1] + 0.114 * data[4 * at + 2]);
  }
  const found = [[], [], []];
  within(image, HEAD, (r, g, b, x, y) => {
    const at = y * width + x;
    const across = grey[at - 1] + grey[at + 1] - 2 * grey[at];
    const down = grey[at - width] + grey[at + width] - 2 * grey[at];
    [across + down, across, down].forEach((sum, way) => found[way].push(Math.min(127, Math.max(-128, sum))));
  });
  return found;
}

function edges(found) {
  const distances = found.map(Math.abs).sort((a, b) => a - b);
  return Math.max(0, variance(found) - (NORMAL * distances[distances.length >> 1]) ** 2);
}

function sharpness(image) {
  const [round, across, down] = differences(image).map(edges);
  return Math.min(round, ONE_WAY * across, ONE_WAY * down);
}

const spreadOf = (channels) => Math.sqrt(Math.max(...channels.map((shades) => variance(shades))));

function sideOf(image, isRight) {
  const { width, height } = image;
  const reach = (length, share) => Math.max(1, Math.round(length * share));
  const [corner, wide] = [reach(width, CORNER), reach(width, STRIP)];
  const [deep, down] = [reach(height, STRIP_ABOVE), reach(height, STRIP_DOWN)];
  const [above, all] = [[[], [], []], [[], [], []]];
  within(image, [0, 0, 1, 1], (r, g, b, x, y) => {
    const fromEdge = isRight ? width - 1 - x : x;
    const isCorner = y < deep && fromEdge < corner;
    if (isCorner) [r, g, b].forEach((shade, place) => above[place].push(shade));
    if (isCorner || (y < down && fromEdge < wide)) [r, g, b].forEach((shade, place) => all[place].push(shade));
  });
  return { colour: all.map(mean), spread: spreadOf(all), corner: spreadOf(above) };
}

function isUsual([red, green, blue]) {
  const lowest = Math.min(red, green, blue);
  const isWhite = lowest >= 140 && Math.max(red, green, blue) - lowest <= 48;
  return isWhite || (blue >= red + 20 && blue >= green + 5) || (red >= green + 60 && red >= blue + 60);
}

function isMisplaced(image, colour, figures) {
  const columns = new Float64Array(image.width);
  let seen = 0;
  let count = 0;
  let top = image.height;
  within(image, [0, 0, 1, 1], (r, g, b, x, y) => {
    const apart = Math.max(Math.abs(r - colour[0]), Math.abs(g - colour[1]), Math.abs(b - colour[2])) >= 40;
    if (apart) top = Math.min(top, y);
    if (y < Math.round(0.08 * image.height) || y >= Math.round(0.55 * image.height)) return;
    count += 1;
    if (apart) {
      seen += 1;
      columns[x] += 1;
    }
  });
  if (seen / count < 0.12 || seen / count > 0.95 || top / image.height < 0.015) return true;
  const left = reached(columns, seen * 0.1);
  const right = reached(columns, seen * 0.9);
  return Math.abs(((left + right) / 2 + 0.5) / image.width - 0.5) > figures.max_off_centre;
}

function reached(columns, wanted) {
  let sum = 0;
  return columns.findIndex((count) => (sum += count) >= wanted);
}

function light(image, figures) {
  const brightest = [];
  within(image, [0, 0, 1, 1], (r, g, b) => brightest.push(Math.max(r, g, b)));
  brightest.sort((a, b) => a - b);
  let white = 0;
  let count = 0;
  within(image, [0.35, 0.3, 0.65, 0.5], (r, g, b) => {
    count += 1;
    if (Math.max(Math.min(r, g), Math.min(Math.max(r, g), b)) >= 250) white += 1;
  });
  const isDark = brightest[Math.ceil(0.9 * brightest.length) - 1] < figures.darkest;
  return { isDark, isBad: isDark || white / count > figures.max_glare };
}

function ofPerson(source, part, figures) {
  const small = pixels(source, part, SMALL_WIDTH);
  const { isDark, isBad } = light(small, figures);
  if (isDark) return { found: ["bright"], unseen: ["blur", "background", "face"] };
  const found = isBad ? ["bright"] : [];
  if (sharpness(pixels(source, part, SHARP_WIDTH)) < figures.min_laplacian_var) found.push("blur");
  const [calm, other] = [sideOf(small, false), sideOf(small, true)].sort((a, b) => a.spread - b.spread);
  const misplaced = isMisplaced(small, calm.colour, figures);
  const isRoom = Math.max(calm.spread, misplaced ? other.corner : other.spread) > figures.max_border_std;
  if (isRoom || !isUsual(calm.colour)) found.push("background");
  if (misplaced && !isRoom) found.push("face");
  return { found, unseen: isRoom ? ["face"] : [] };
}

// Codes of what is wrong with `part` of `source`, and of what cannot be judged: {found, unseen}. In the original
// there are `scale` times as many pixels.
export function codesOf(source, part, scale, figures) {
  const [width, height] = [Math.round(part.w * scale), Math.round(part.h * scale)];
  const found = [];
  if (width < (figures.min_width ?? 0) || height < (figures.min_height ?? 0)) found.push("size");
  if (Math.max(width, height) < (figures.min_long_side ?? 0)) found.push("small");
  if (Math.min(width, height) < figures.least_side && !figures.min_width) found.push("least");
  if (!figures.is_of_a_person) return { found, unseen: [] };
  const person = ofPerson(source, part, figures);
  return { found: [...found, ...person.found], unseen: person.unseen };
}
