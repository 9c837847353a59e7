// Lag and real time factor while the page is open, of constant size.
import { html } from "/lib/lit-html/lit-html.js";
import { ref } from "/lib/lit-html/directives/ref.js";
import { axis, chart, series } from "../chart.js";
import { clock, duration } from "../format.js";

/** An hour of figures that come every 5 s. */
const MOST = 720;
const HEIGHT = 150;
const KINDS = [
  ["lagSeconds", "Lag", "seconds", (value) => duration(value)],
  ["realTimeFactor", "Real time factor", "seconds of audio a second", (value) => value.toFixed(2)],
];

/** Adds the figures of now; the oldest go. */
export function note(history, status) {
  history.push({ at: Date.now() / 1000, lagSeconds: status.lagSeconds ?? null, realTimeFactor: status.realTimeFactor ?? null });
  if (history.length > MOST) history.splice(0, history.length - MOST);
}

/** The places of the charts; they are drawn when they stand on the page. */
export function charts(view) {
  return html`<h2>While this page is open</h2><div
    class="status-charts">${KINDS.map(([field, name, unit]) => html`<figure class="card">
    <figcaption><b>${name}</b> <span class="small muted">${unit}</span></figcaption><div class="status-chart"
    ${ref((place) => attach(view, field, place))}></div>
    <p class="small muted">${said(view.history, field)}</p></figure>`)}</div>`;
}

function attach(view, field, place) {
  view.drawn ||= drawn();
  view.drawn.attach(field, place, view.history);
}

function drawn() {
  const all = new Map();
  return {
    attach(field, place, history) {
      if (!place || all.get(field)?.place === place) return;
      const entry = { place, chart: null };
      all.set(field, entry);
      requestAnimationFrame(() => {
        if (all.get(field) === entry && place.isConnected) entry.chart = make(place, field, history);
      });
    },
    show(history) {
      for (const [field, entry] of all) entry.chart?.set(data(history, field), said(history, field));
    },
    end() {
      for (const entry of all.values()) entry.chart?.end();
      all.clear();
    },
  };
}

function data(history, field) {
  return [history.map(({ at }) => at), history.map((each) => each[field])];
}

function make(place, field, history) {
  const [, name] = KINDS.find(([id]) => id === field);
  return chart(place, () => ({
    height: HEIGHT, legend: { show: false }, cursor: { show: false }, series: [{},
      series(name)],
    scales: { x: { time: true, range: (_, least, most) => [Math.min(least ?? 0, (most ?? 60) - 60), most ?? 60] }, y: { range: (_, least, most) => [0, Math.max(1, (most || 1) * 1.2)] } },
    axes: [axis({ values: (_, splits) => splits.map((split) => clock(split * 1000)), space: 90 }), axis({ size: 44 })],
  }), data(history, field), said(history, field));
}

function said(history, field) {
  const [, name, , words] = KINDS.find(([id]) => id === field);
  const values = history.map((each) => each[field]).filter((value) => value !== null);
  if (values.length === 0) return `${name}: nothing known yet.`;
  if (values.length === 1) return `Now ${words(values[0])}.`;
  const since = duration(Date.now() / 1000 - history[0].at);
  return `Now ${words(values.at(-1))}; in the last ${since} at least ${words(Math.min(...values))}, at most ${words(Math.max(...values))}.`;
}
