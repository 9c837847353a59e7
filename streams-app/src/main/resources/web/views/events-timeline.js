// How many events began when, over the time that is looked at; a click goes there.
import { html, nothing, svg } from "/lib/lit-html/lit-html.js";
import { get, path } from "../api.js";
import { clock, count, day, duration } from "../format.js";
import { failed } from "../ui.js";
import { range, wrongTime } from "./events-filters.js";

const BUCKETS = 96;
const AGAIN_MS = 20000;
const HEIGHT = 40;
/** Lengths that end on round times, in seconds. */
const ROUND = [10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400];

function bucketSeconds(seconds) {
  return ROUND.find((length) => seconds / length <= BUCKETS) || Math.ceil(seconds / BUCKETS);
}

/** The timeline of one view. */
export class Timeline {
  constructor(draw) {
    this.draw = draw;
    this.timer = setInterval(() => this.isLive && !document.hidden && this.load(), AGAIN_MS);
  }

  show(filters) {
    this.filters = { ...filters };
    this.isLive = !wrongTime(filters) && range(filters).until === null;
    if (wrongTime(filters)) this.answer = null;
    else this.load();
  }

  async load() {
    this.stop?.abort();
    this.stop = new AbortController();
    const { signal } = this.stop;
    const { since, until } = range(this.filters);
    const end = until || new Date();
    const length = bucketSeconds((end - since) / 1000);
    // Buckets that begin on round times of the viewer's zone.
    const zone = since.getTimezoneOffset() * 60000;
    const begin = new Date(Math.floor((since - zone) / 1000 / length) * 1000 * length + zone);
    try {
      this.answer = await get(path("/api/events/density", {
        since: begin.toISOString(), until: end.toISOString(), bucketSeconds: length, source: this.filters.source, query: this.filters.query,
      }), { signal });
      this.error = null;
    } catch (error) {
      if (signal.aborted) return;
      this.error = error;
    }
    this.draw();
  }

  end() {
    clearInterval(this.timer);
    this.stop?.abort();
  }

  /** change(filters) goes to a bucket. */
  view(change) {
    if (this.error) return html`<section class="events-timeline" aria-label="Events over time">${failed(this.error, () => this.load())}</section>`;
    if (!this.answer) return html`<section class="events-timeline" aria-label="Events over time"><p class="muted small">Counting events …</p></section>`;
    const buckets = this.buckets();
    const to = this.filters.to;
    return html`<section class="events-timeline" aria-label="Events over time">
      <p class="small events-says">${summary(this.answer, buckets)} ${to
        ? html`<strong>The list begins before ${label(to)}.</strong> <button type="button" @click=${() => change({ to: "" })}>Back to the latest</button>` : nothing}</p>
      ${bars(buckets, to, change)}
      <p class="events-axis small muted"><span>${label(this.answer.since)}</span><span>${label(this.answer.until)}</span></p>
      ${busiest(buckets, change)}</section>`;
  }

  buckets() {
    const { since, counts, bucketSeconds: length, until } = this.answer;
    return counts.map((events, index) => {
      const at = new Date(since).getTime() + 1000 * length * index;
      return { events, from: new Date(at), to: new Date(Math.min(at + 1000 * length, new Date(until).getTime())) };
    });
  }
}

function label(time) {
  return day(time) + " " + clock(time).slice(0, 5);
}

function span({ from, to }) {
  return day(from) + " " + clock(from).slice(0, 5) + " to " + clock(to).slice(0, 5);
}

function summary({ events, isWhole, bucketSeconds: length }, buckets) {
  const most = buckets.reduce((best, bucket) => bucket.events > best.events ? bucket : best, buckets[0]);
  return count(events, "event") + (events ? `; most in ${duration(length)}: ${most.events.toLocaleString()}, ${span(most)}.` : " in this time.")
    + (isWhole ? "" : " Earlier ones may not be counted.");
}

/** One bar a bucket; those who do not see or click it have the list below. */
function bars(buckets, to, change) {
  const most = Math.max(1, ...buckets.map((bucket) => bucket.events));
  const go = ({ target }) => {
    const bucket = buckets[Number(target.dataset.bucket)];
    if (bucket) change({ to: bucket.to.toISOString() });
  };
  const isBehind = (bucket) => to && bucket.from >= new Date(to);
  return html`<svg class="events-bars" viewBox="0 0 ${buckets.length} ${HEIGHT}" preserveAspectRatio="none" role="img"
    aria-label="Bars of how many events began when; the list below names the busiest times." @click=${go}>
    ${buckets.map((bucket, index) => {
      const height = bucket.events === 0 ? 0 : Math.max(2, HEIGHT * bucket.events / most);
      return svg`<rect class="events-bar ${isBehind(bucket) ? "events-bar-behind" : ""}" x=${index + 0.1} width="0.8" y=${HEIGHT - height} height=${height}></rect>
        <rect class="events-bucket" data-bucket=${index} x=${index} width="1" height=${HEIGHT}><title>${span(bucket)}: ${bucket.events}</title></rect>`;
    })}</svg>`;
}

function busiest(buckets, change) {
  const some = buckets.filter((bucket) => bucket.events > 0).sort((one, other) => other.events - one.events).slice(0, 12)
    .sort((one, other) => one.from - other.from);
  return some.length === 0 ? nothing : html`<details class="small"><summary>The busiest times</summary>
    <ul class="events-times">${some.map((bucket) => html`<li><button type="button" @click=${() => change({ to: bucket.to.toISOString() })}>
      ${span(bucket)}: ${count(bucket.events, "event")}</button></li>`)}</ul></details>`;
}
