// The confidence over time around a moment, against the thresholds at which the query opens and closes.
import { axis, chart, series } from "../chart.js";
import { clock } from "../format.js";
import { confidence } from "./words.js";

const HEIGHT = 240;

function seconds(time) {
  return new Date(time) / 1000;
}

/** Draws the hops of an explanation into a place; returns what ends it. */
export function drawHops(place, answer) {
  const { hops, operatingPoint: point } = answer;
  const times = hops.map((hop) => (seconds(hop.start) + seconds(hop.end)) / 2);
  const data = [times, hops.map((hop) => hop.confidence)];
  if (point) data.push(times.map(() => point.openConfidence), times.map(() => point.closeConfidence));
  const drawn = chart(place, () => options(answer), data, said(answer));
  return () => drawn.end();
}

function options(answer) {
  const all = [{}, series("Confidence", "accent", { points: { show: true, size: 7 } })];
  if (answer.operatingPoint) {
    all.push(series("Opens", "warn", { dash: [8, 4], points: { show: false } }),
      series("Closes", "muted", { dash: [2, 4], points: { show: false } }));
  }
  return {
    height: HEIGHT, legend: { show: false }, cursor: { show: false }, series: all,
    scales: { x: { time: true }, y: { range: [0, 1] } },
    axes: [axis({ values: (_, splits) => splits.map((split) => clock(split * 1000)), space: 80 }),
      axis({ label: "Confidence", labelSize: 22, size: 44 })],
    hooks: { drawClear: [(plot) => shade(plot, answer)], draw: [(plot) => mark(plot, answer.at)] },
  };
}

/** The event behind the line, if there was one. */
function shade(plot, { event }) {
  if (!event) return;
  const { left, top, width, height } = plot.bbox;
  const from = Math.max(left, plot.valToPos(seconds(event.onset), "x", true));
  const to = Math.min(left + width, plot.valToPos(seconds(event.offset), "x", true));
  if (to <= from) return;
  plot.ctx.fillStyle = series("", "accent-soft").stroke;
  plot.ctx.fillRect(from, top, to - from, height);
}

/** The moment that was asked for. */
function mark(plot, at) {
  const { left, top, width, height } = plot.bbox;
  const x = plot.valToPos(seconds(at), "x", true);
  if (x < left || x > left + width) return;
  plot.ctx.save();
  plot.ctx.strokeStyle = series("", "text").stroke;
  plot.ctx.lineWidth = 1;
  plot.ctx.beginPath();
  plot.ctx.moveTo(x, top);
  plot.ctx.lineTo(x, top + height);
  plot.ctx.stroke();
  plot.ctx.restore();
}

/** What the picture says. */
function said({ hops, operatingPoint: point, best }) {
  const range = `Confidence from ${clock(hops[0].start)} to ${clock(hops.at(-1).end)}`;
  const most = best ? `, at most ${confidence(best.confidence)} at ${clock(best.start, true)}` : "";
  return range + most + (point ? `; an event opens at ${confidence(point.openConfidence)} and closes below ${confidence(point.closeConfidence)}.` : ".");
}
