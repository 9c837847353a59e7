// A day of a source as a strip: heard is tall, a gap is half as tall (less where something was heard), nothing recorded a line.
import { html, nothing, svg } from "/lib/lit-html/lit-html.js";
import { clock, day, duration, percent } from "../format.js";
import { isAsked, reasonWords } from "./coverage-days.js";

const WIDTH = 1440;
const HEIGHT = 28;
const LEAST = 2;
const BINS = 720;

/** A piece in a sentence. */
export function pieceWords(piece) {
  const span = `${clock(piece.from)} to ${clock(piece.to)} (${duration((piece.to - piece.from) / 1000)})`;
  if (piece.kind === "heard") return `Heard: ${span}.`;
  if (piece.kind === "none") return `Nothing recorded: ${span}. Whether there was sound is not known.`;
  return `${isAsked(piece.reason) ? "Not listened" : "Gap"}: ${span}, ${reasonWords(piece.reason)}.`;
}

/** How much of a day was heard, in words. */
export function dayWords({ pieces, expected, heard }) {
  if (!expected) return "nothing recorded";
  const gaps = pieces.filter(({ kind }) => kind === "gap").length;
  const missing = expected - heard;
  return `${percent(Math.min(1, heard / expected))} heard` + (missing >= 0.05
    ? `, ${duration(missing)} missing in ${gaps} ${gaps === 1 ? "gap" : "gaps"}` : "");
}

/** The strip; chosen is the number of the piece that is told below, choose(number) chooses another. */
export function strip(source, entry, chosen, choose) {
  const { pieces, from } = entry;
  const now = Math.max(0, Math.min(pieces.length - 1, chosen ?? pieces.length - 1));
  if (!pieces.length) return html`<div class="coverage-strip"></div>`;
  return html`<div class="coverage-strip" role="slider" tabindex="0" aria-orientation="horizontal"
    aria-label=${`${source}, ${day(from)}, piece by piece`}
      aria-valuemin="1" aria-valuemax=${pieces.length} aria-valuenow=${now + 1} aria-valuetext=${pieceWords(pieces[now])}
      @keydown=${(event) => move(event, pieces, now, choose)} @click=${(event) => choose(at(event, entry))}
        @focus=${() => choose(now)}>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      ${grounds(pieces).map((piece) => ground(piece, entry))}${bins(entry).map(bar)}
      ${[6, 12, 18].map((hour) => svg`<line class="hour" x1=${hour * 60} x2=${hour * 60} y1="0" y2=${HEIGHT}></line>`)}
      ${chosen === undefined ? nothing : outline(pieces[now], entry)}</svg></div>`;
}

function place({ from, to }, entry) {
  const all = entry.to - entry.from;
  const width = Math.max(LEAST, WIDTH * (to - from) / all);
  return { x: Math.min(WIDTH - width, WIDTH * (from - entry.from) / all), width };
}

/** What lies behind the gaps: spans of which something is recorded, and those of which nothing is. */
function grounds(pieces) {
  const all = [];
  for (const { kind, from, to } of pieces) {
    const last = all.at(-1);
    if (last && (last.kind === "none") === (kind === "none")) last.to = to;
    else all.push({ kind: kind === "none" ? "none" : "heard", from, to });
  }
  return all;
}

function ground(piece, entry) {
  const { x, width } = place(piece, entry);
  const [y, height] = piece.kind === "heard" ? [3, HEIGHT - 6] : [HEIGHT / 2 - 1, 2];
  return svg`<rect class=${piece.kind} x=${x} width=${width} y=${y} height=${height}></rect>`;
}

/** Two minutes each, with the part of them that was not heard: {x, width, part, kind}; neighbours that are alike are one. */
function bins({ pieces, from, to }) {
  const size = (to - from) / BINS;
  const parts = new Map();
  for (const gap of pieces.filter(({ kind }) => kind === "gap")) {
    for (let bin = Math.floor((gap.from - from) / size); bin < BINS && from + bin * size < gap.to; bin++) {
      const own = Math.min(gap.to, from + (bin + 1) * size) - Math.max(gap.from, from + bin * size);
      const known = parts.get(bin) || { fault: 0, asked: 0 };
      known[isAsked(gap.reason) ? "asked" : "fault"] += own / size;
      parts.set(bin, known);
    }
  }
  return joined([...parts].sort(([a], [b]) => a - b));
}

function joined(parts) {
  const all = [];
  for (const [bin, { fault, asked }] of parts) {
    const part = Math.min(1, Math.ceil(8 * (fault + asked)) / 8);
    const kind = fault > 0 ? "gap" : "asked";
    const last = all.at(-1);
    if (last && last.bin + last.count === bin && last.part === part && last.kind === kind) last.count++;
    else all.push({ bin, count: 1, part, kind });
  }
  return all;
}

function bar({ bin, count, part, kind }) {
  const x = bin * WIDTH / BINS;
  const width = count * WIDTH / BINS;
  const cleared = Math.max(8, part * HEIGHT);
  const height = Math.max(5, part * HEIGHT / 2);
  return svg`<rect class="ground" x=${x} width=${width} y=${HEIGHT - cleared} height=${cleared}></rect>
    <rect class=${kind} x=${x} width=${width} y=${HEIGHT - height} height=${height}></rect>`;
}

function outline(piece, entry) {
  const { x, width } = place(piece, entry);
  return svg`<rect class="chosen" x=${x} width=${width} y="1" height=${HEIGHT - 2}></rect>`;
}

function at(event, { pieces, from, to }) {
  const box = event.currentTarget.getBoundingClientRect();
  const time = from + (to - from) * (event.clientX - box.left) / box.width;
  const near = (to - from) * 4 / box.width;
  const gap = pieces.findIndex((piece) => piece.kind === "gap" && piece.from - near <= time && time <= piece.to + near);
  const any = pieces.findIndex((piece) => piece.from <= time && time < piece.to);
  return gap >= 0 ? gap : any >= 0 ? any : pieces.length - 1;
}

/** Arrows go from piece to piece, Page Up and Down from gap to gap. */
function move(event, pieces, now, choose) {
  const gapAfter = pieces.findIndex((piece, number) => number > now && piece.kind === "gap");
  const gapBefore = pieces.findLastIndex((piece, number) => number < now && piece.kind === "gap");
  const to = {
    ArrowRight: now + 1, ArrowUp: now + 1, ArrowLeft: now - 1, ArrowDown: now - 1, Home: 0, End: pieces.length - 1,
    PageUp: gapAfter < 0 ? now : gapAfter, PageDown: gapBefore < 0 ? now : gapBefore,
  }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  choose(Math.max(0, Math.min(pieces.length - 1, to)));
}
