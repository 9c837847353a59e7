// The events that are shown: read by pages from the latest on, and what happens meanwhile, each event once as its newest record.
import { get, path } from "../api.js";
import { follow } from "../feed.js";
import { asked, isAsked, isShown, wrongTime } from "./events-filters.js";

const PAGE = 50;
const PAGES_AT_ONCE = 6;
const ENOUGH = 12;
const MOST = 400;
const MOST_FRESH = 1000;
const ORDER = { OPEN: 0, UPDATE: 1, CLOSE: 2 };

/** Above 0 if one record says more than the other. */
function compared(event, other) {
  return ORDER[event.phase] - ORDER[other.phase] || event.offset.localeCompare(other.offset);
}

/** The list of one view; draw() shows it, isBusy() tells whether it may not move now. */
export class EventList {
  constructor(state, draw, isBusy) {
    this.state = state;
    this.draw = draw;
    this.isBusy = isBusy;
    this.events = new Map();
    this.waiting = new Map();
    this.next = null;
    this.error = null;
    this.isLoading = false;
    this.ended = follow("/api/events/stream", (message) => this.happened(message));
  }

  get fresh() {
    let number = 0;
    for (const event of this.waiting.values()) if (isShown(this.state.filters, event)) number++;
    return number;
  }

  has(id) {
    return this.events.has(id);
  }

  find(id) {
    return this.events.get(id);
  }

  sorted() {
    return [...this.events.values()].sort((one, other) => other.onset.localeCompare(one.onset) || other.id.localeCompare(one.id));
  }

  shown() {
    return this.sorted().filter((event) => isShown(this.state.filters, event));
  }

  hidden() {
    return this.events.size - this.shown().length;
  }

  hasMore() {
    return this.next !== null;
  }

  /** Keeps the newer record of each event, and what was said of it. */
  merge(events, into = this.events) {
    for (const event of events) {
      const known = this.events.get(event.id) || this.waiting.get(event.id);
      if (known && compared(known, event) > 0) {
        if (event.verdict) known.verdict = event.verdict;
        continue;
      }
      const place = this.events.has(event.id) ? this.events : into;
      place.set(event.id, { ...event, verdict: event.verdict || known?.verdict });
      if (place === this.events) this.waiting.delete(event.id);
    }
  }

  /** What somebody said of it here. */
  changed(event) {
    const known = this.events.get(event.id);
    if (known) known.verdict = event.verdict;
  }

  restart() {
    this.stop?.abort();
    this.events.clear();
    this.waiting.clear();
    this.next = "";
    this.older();
  }

  /** Reads on into the past, until there is enough to look at; go(changes) begins anew where the list is full. */
  async older(go) {
    if (wrongTime(this.state.filters)) {
      this.next = null;
      return;
    }
    if (this.events.size >= MOST && go) {
      go({ to: this.sorted().at(-1).onset });
      return;
    }
    this.stop = new AbortController();
    const { signal } = this.stop;
    const before = this.shown().length;
    this.isLoading = true;
    this.error = null;
    this.draw();
    try {
      for (let page = 0; page < PAGES_AT_ONCE && this.next !== null && this.shown().length < before + ENOUGH; page++) {
        const answer = await get(path("/api/events", { ...asked(this.state.filters), limit: PAGE, cursor: this.next }), { signal });
        this.merge(answer.items);
        this.next = answer.next;
        this.draw();
      }
    } catch (error) {
      if (signal.aborted) return;
      this.error = error;
    }
    this.isLoading = false;
    this.draw();
  }

  /** What was missed while the page was hidden or the stream was lost. */
  async catchUp() {
    try {
      const { to } = this.state.filters;
      if (!to) this.take((await get(path("/api/events", { ...asked(this.state.filters), limit: PAGE }))).items);
    } catch {
      // The stream says by itself when it is back.
    }
  }

  happened(message) {
    if (message.state === "lost") this.wasLost = true;
    if (message.state === "resumed" || (message.state === "open" && this.wasLost)) {
      this.wasLost = false;
      this.catchUp();
    }
    if (!["open", "update", "close"].includes(message.event)) return;
    const event = JSON.parse(message.data);
    const { until } = asked(this.state.filters);
    if (this.events.has(event.id) || this.waiting.has(event.id) || (isAsked(this.state.filters, event) && (!until || event.onset < until || this.state.filters.to))) {
      this.take([event]);
    }
  }

  /** At the top at once, unless that would move what is read. */
  take(events) {
    const wait = this.isBusy() || Boolean(this.state.filters.to);
    this.merge(events, wait ? this.waiting : this.events);
    while (this.waiting.size > MOST_FRESH) this.waiting.delete(this.waiting.keys().next().value);
    if (!wait) this.trim();
    this.drawSoon();
  }

  takeFresh() {
    const events = [...this.waiting.values()];
    this.waiting.clear();
    this.merge(events);
    this.trim();
    this.draw();
  }

  /** The oldest go; the list reads them again from where it ends then. */
  trim() {
    const all = this.sorted();
    if (all.length <= MOST) return;
    for (const event of all.slice(MOST)) this.events.delete(event.id);
    this.next = this.next === null ? "" : this.next;
  }

  /** Many records of a moment are drawn once. */
  drawSoon() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = null;
      this.draw();
    });
  }

  end() {
    this.stop?.abort();
    cancelAnimationFrame(this.frame);
    this.ended();
  }
}
