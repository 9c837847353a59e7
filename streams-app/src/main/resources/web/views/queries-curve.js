// Events a day against the threshold: a click, the slider or a row of the table chooses one.
import { html, nothing } from "/lib/lit-html/lit-html.js";
import { live } from "/lib/lit-html/directives/live.js";
import { axis, chart, series } from "../chart.js";
import { percent, perDay } from "../format.js";

const HEIGHT = 220;
const ASINH = 4;
const LEAST = 0.05;
const MOST = 0.99;

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
}

/** The curve; choose(threshold) is called when the user picks one. */
export class Curve {
  #choose;
  #place = document.createElement("div");
  #chart = null;
  #points = [];
  #threshold = null;
  #asked = null;
  #low = 0;

  constructor(choose) {
    this.#choose = choose;
    this.#place.className = "queries-curve-place";
    this.#place.addEventListener("click", (event) => this.#clicked(event));
  }

  end() {
    this.#chart?.end();
    this.#chart = null;
  }

  /** Takes the answer of a preview. */
  show(said, query) {
    const isLevel = query.rules?.aboveLevel;
    this.#threshold = query.sensitivity?.kind === "PROBABILITY" ? query.sensitivity.value : null;
    this.#points = isLevel ? [] : [...said.thresholds];
    if (!isLevel && this.#threshold !== null && !this.#points.some((point) => point.threshold === this.#threshold)) {
      this.#points.push({ threshold: this.#threshold, events: said.events, eventsPerDay: said.eventsPerDay, nearMisses: said.nearMisses });
      this.#points.sort((one, other) => one.threshold - other.threshold);
    }
    this.#asked = said.eventsPerDay;
    this.end();
  }

  choose(threshold) {
    this.#threshold = threshold;
    this.#redraw();
  }

  /** The chart is drawn when its place has a width. */
  #redraw() {
    requestAnimationFrame(() => {
      if (!this.#place.isConnected || this.#points.length < 2) return;
      const data = [this.#points.map((point) => point.threshold * 100), this.#points.map((point) => point.eventsPerDay)];
      if (this.#chart) this.#chart.set(data, this.#says());
      else this.#chart = chart(this.#place, () => this.#options(), data, this.#says());
    });
  }

  #says() {
    const first = this.#points[0];
    const last = this.#points[this.#points.length - 1];
    return `Events a day against the threshold: ${perDay(first.eventsPerDay)} at ${percent(first.threshold)}, `
      + `${perDay(last.eventsPerDay)} at ${percent(last.threshold)}; as asked ${perDay(this.#asked)}. The table below has all.`;
  }

  #options() {
    const rates = this.#points.map((point) => point.eventsPerDay);
    const positive = rates.filter((rate) => rate > 0);
    const isWide = positive.length > 1 && Math.max(...positive) / Math.min(...positive) > 20;
    this.#low = Math.min(this.#points[0].threshold * 100, 30) - 2;
    return {
      height: HEIGHT,
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false, setScale: false, click() {} } },
      scales: {
        x: { time: false, range: [this.#low, 100] },
        y: { distr: isWide ? ASINH : 1, asinh: 1, range: (plot, least, most) => [0, Math.max(most * 1.1, 1)] },
      },
      axes: [axis({ values: (plot, values) => values.map((value) => value + " %"), label: "Threshold (confidence)", labelSize: 20, size: 34 }),
        axis({ label: "Events a day", labelSize: 20, size: 56, values: (plot, values) => values.map((value) => value >= 1e3 ? value / 1e3 + "k" : value) })],
      series: [{}, series("Events a day", "accent", { points: { show: true, size: 8, fill: colour("surface") } })],
      hooks: { draw: [(plot) => this.#mark(plot)] },
    };
  }

  /** A line where it would open, and how often it fires as it is asked. */
  #mark(plot) {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = colour("warn");
    ctx.lineWidth = 2 * devicePixelRatio;
    ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    if (this.#threshold === null) {
      const y = plot.valToPos(this.#asked, "y", true);
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
    } else {
      const x = plot.valToPos(this.#threshold * 100, "x", true);
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
    }
    ctx.stroke();
    ctx.restore();
  }

  #clicked(event) {
    const over = this.#place.querySelector(".u-over");
    if (!over || this.#points.length < 2) return;
    const box = over.getBoundingClientRect();
    const part = (event.clientX - box.left) / box.width;
    if (part < 0 || part > 1) return;
    this.#pick((this.#low + part * (100 - this.#low)) / 100);
  }

  #pick(threshold) {
    this.#choose(Math.round(Math.max(LEAST, Math.min(MOST, threshold)) * 100) / 100);
  }

  view() {
    if (this.#points.length < 2) return nothing;
    if (!this.#chart) this.#redraw();
    const at = this.#threshold;
    return html`<figure class="queries-curve"><figcaption>How often it would fire at other thresholds
        <span class="hint">${at === null ? "Dashed: as asked." : "Dashed: the threshold of the form."} Click to choose another.</span></figcaption>${this.#place}
      <label class="queries-slider">Threshold <input type="range" min=${LEAST} max=${MOST} step="0.01" .value=${live(String(at ?? 0.5))}
        aria-valuetext=${at === null ? "none chosen" : percent(at)} @change=${(event) => this.#pick(Number(event.target.value))}>
        <output class="number">${at === null ? "as asked" : percent(at)}</output></label>
      <details><summary>The same as a table</summary><table><caption class="unseen">Events a day at other thresholds</caption>
        <thead><tr><th scope="col">Threshold</th><th scope="col">Events</th><th scope="col">A day</th><th scope="col">Near misses</th></tr></thead>
        <tbody>${this.#points.map((point) => html`<tr><th scope="row"><button type="button" class="quiet" @click=${() => this.#pick(point.threshold)}
          aria-label=${"Choose " + percent(point.threshold)}>${percent(point.threshold)}</button></th>
          <td>${point.events}</td><td>${perDay(point.eventsPerDay)}</td><td>${point.nearMisses}</td></tr>`)}</tbody></table></details></figure>`;
  }
}
