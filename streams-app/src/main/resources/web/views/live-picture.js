// A scrolling spectrogram on a canvas. The columns of a window lie in a strip of pixels, painted once each; a frame draws the strip
// at its place in time, and over it what is said of it.
import { COLOURS } from "./live-colours.js";
import { BANDS, COLUMN_MS } from "./live-sound.js";
import { clock, words } from "../format.js";

const STRIP = 1024;
const MOST_LABELS = 200;
const FONT = "11px system-ui, sans-serif";
const labels = new Map();

function label(ms) {
  let text = labels.get(ms);
  if (!text) {
    if (labels.size > MOST_LABELS) labels.clear();
    text = clock(ms);
    labels.set(ms, text);
  }
  return text;
}

/** A canvas and the strip behind it; open while its row can be seen. */
export class Picture {
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.strip = null;
    this.drawn = { edge: 0, changes: -1, cursor: null };
    this.isStale = true;
  }

  /** Takes the size of the element in pixels of the screen. */
  fit(scale) {
    const width = Math.round(this.canvas.clientWidth * scale);
    const height = Math.round(this.canvas.clientHeight * scale);
    if (this.canvas.width === width && this.canvas.height === height) return;
    this.canvas.width = width;
    this.canvas.height = height;
    this.isStale = true;
  }

  open() {
    if (this.strip) return;
    this.strip = document.createElement("canvas");
    this.strip.width = STRIP;
    this.strip.height = BANDS;
    this.paint = this.strip.getContext("2d", { willReadFrequently: true });
    this.pixels = this.paint.createImageData(1, BANDS);
    this.painted = new Float64Array(STRIP).fill(-1);
    this.isStale = true;
  }

  close() {
    this.strip = this.paint = this.pixels = this.painted = null;
  }

  /** Draws the window that ends at edge, if it has moved by half a pixel or anything in it has changed. */
  draw(sound, edge, windowMs, cursor, scale) {
    const { width, height } = this.canvas;
    if (!this.strip || width === 0) return;
    const moved = Math.abs(edge - this.drawn.edge) * width / windowMs;
    if (!this.isStale && moved < 0.5 && sound.changes === this.drawn.changes && cursor === this.drawn.cursor) return;
    this.drawn.edge = edge;
    this.drawn.changes = sound.changes;
    this.drawn.cursor = cursor;
    this.isStale = false;
    const from = edge - windowMs;
    this.update(sound, from, edge);
    this.context.clearRect(0, 0, width, height);
    this.drawStrip(from, width / windowMs, height);
    this.drawNotes(sound, from, edge, width / windowMs, scale, cursor);
  }

  /** Paints the columns of the window that are not in the strip. */
  update(sound, from, edge) {
    const last = Math.floor(edge / COLUMN_MS);
    for (let column = Math.floor(from / COLUMN_MS); column <= last; column++) {
      const found = sound.find(column);
      const wanted = found < 0 ? -1 : column;
      const x = column % STRIP;
      if (this.painted[x] === wanted) continue;
      this.painted[x] = wanted;
      if (found < 0) this.paint.clearRect(x, 0, 1, BANDS);
      else this.column(sound.levels, found * BANDS, x);
    }
  }

  column(levels, at, x) {
    const { data } = this.pixels;
    for (let band = 0; band < BANDS; band++) {
      const to = (BANDS - 1 - band) * 4;
      const of = levels[at + band] * 3;
      data[to] = COLOURS[of];
      data[to + 1] = COLOURS[of + 1];
      data[to + 2] = COLOURS[of + 2];
      data[to + 3] = 255;
    }
    this.paint.putImageData(this.pixels, x, 0);
  }

  /** The strip is a ring: in two pieces where the window goes over its end. */
  drawStrip(from, perMs, height) {
    const first = Math.floor(from / COLUMN_MS);
    const count = Math.ceil(this.canvas.width / perMs / COLUMN_MS) + 1;
    const perColumn = perMs * COLUMN_MS;
    const left = (first * COLUMN_MS - from) * perMs;
    const start = first % STRIP;
    const piece = Math.min(count, STRIP - start);
    this.context.drawImage(this.strip, start, 0, piece, BANDS, left, 0, piece * perColumn, height);
    if (piece < count) {
      this.context.drawImage(this.strip, 0, 0, count - piece, BANDS, left + piece * perColumn, 0, (count - piece) * perColumn, height);
    }
  }

  drawNotes(sound, from, edge, perMs, scale, cursor) {
    const { context } = this;
    const width = this.canvas.width / scale;
    const height = this.canvas.height / scale;
    const per = perMs / scale;
    context.save();
    context.scale(scale, scale);
    context.font = FONT;
    context.textBaseline = "middle";
    this.drawTimes(from, edge, per, width, height);
    for (const gap of sound.gaps) if (gap.toMs > from && gap.fromMs < edge) this.drawGap(gap, from, per, height);
    context.fillStyle = "#ffffff99";
    for (const ms of sound.breaks) if (ms > from && ms < edge) context.fillRect((ms - from) * per, 0, 1, height);
    for (const event of sound.events) {
      if (event.toMs > from && event.fromMs < edge) this.drawEvent(event, sound, from, per, width);
    }
    if (cursor !== null && cursor >= from && cursor <= edge) {
      context.fillStyle = "#ffffff";
      context.fillRect((cursor - from) * per - 1, 0, 2, height);
    }
    context.restore();
  }

  drawTimes(from, edge, per, width, height) {
    const { context } = this;
    const step = [5000, 10000, 15000, 30000, 60000].find((ms) => ms * per >= 80) || 60000;
    for (let ms = Math.ceil(from / step) * step; ms < edge; ms += step) {
      const x = (ms - from) * per;
      context.fillStyle = "#ffffff40";
      context.fillRect(x, 0, 1, height);
      if (x > width - 56) continue;
      context.fillStyle = "#000000b0";
      context.fillRect(x + 1, height - 15, 54, 15);
      context.fillStyle = "#ffffff";
      context.fillText(label(ms), x + 4, height - 7);
    }
  }

  drawGap(gap, from, per, height) {
    const { context } = this;
    const x = (gap.fromMs - from) * per;
    const width = Math.max(1, (gap.toMs - gap.fromMs) * per);
    context.fillStyle = "#ff918940";
    context.fillRect(x, 0, width, height);
    if (width < 90) return;
    context.fillStyle = "#ffffff";
    context.fillText("missing: " + words(gap.reason), Math.max(x, 0) + 4, height - 24);
  }

  /** A bar at its audio time with the query's name; one that goes on ends where the audio does. */
  drawEvent(event, sound, from, per, width) {
    const { context } = this;
    const to = event.toMs === Infinity ? Math.max(sound.judgedTo(), event.fromMs) : event.toMs;
    const x = (event.fromMs - from) * per;
    const end = Math.min((to - from) * per, width);
    const y = event.line * 17;
    const left = Math.max(x, 0);
    context.fillStyle = "#ffb000";
    context.fillRect(left, y, Math.max(2, end - left), 3);
    if (x >= 0) context.fillRect(x, y, 2, 17);
    if (left > width - 24) return;
    event.width ??= context.measureText(event.name).width;
    context.fillStyle = "#000000c0";
    context.fillRect(left + 2, y + 3, event.width + 8, 14);
    context.fillStyle = "#ffd98a";
    context.fillText(event.name, left + 6, y + 10.5);
  }
}
