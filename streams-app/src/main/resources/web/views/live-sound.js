// What is known of a source's last minutes: columns, gaps, scores, events. Bounded, whatever arrives.

export const BANDS = 64;
export const COLUMN_MS = 80;
/** Nearly three minutes of columns. */
const COLUMNS = 2048;
const MOST_GAPS = 30;
const MOST_HOPS = 400;
const MOST_EVENTS = 60;
const CLIPPING_DBFS = -0.05;
const CLIPPING_MS = 3000;

function keep(list, most) {
  if (list.length > most) list.splice(0, list.length - most);
}

/** The last minutes of a source. Columns lie in a ring by their time; where the ring holds another time, nothing was heard. */
export class Sound {
  constructor() {
    this.levels = null;
    this.places = null;
    this.gaps = [];
    this.breaks = [];
    this.hops = [];
    this.events = [];
    this.epoch = null;
    this.toMs = 0;
    this.arrivedAt = 0;
    this.levelDbfs = null;
    this.clippedAt = 0;
    this.changes = 0;
  }

  /** Takes columns of /api/live; keepsFrom is the time from which what is there must not be overwritten, or null. */
  columns(item, nowMs, keepsFrom) {
    this.levels ??= new Uint8Array(COLUMNS * BANDS);
    this.places ??= new Float64Array(COLUMNS).fill(-1);
    const fromMs = Date.parse(item.from);
    const data = atob(item.data);
    const first = Math.floor(fromMs / COLUMN_MS);
    const count = data.length / BANDS;
    const last = keepsFrom === null ? Infinity : Math.floor(keepsFrom / COLUMN_MS) + COLUMNS - 1;
    for (let i = 0; i < count && first + i <= last; i++) {
      const place = (first + i) % COLUMNS;
      this.places[place] = first + i;
      for (let band = 0; band < BANDS; band++) this.levels[place * BANDS + band] = data.charCodeAt(i * BANDS + band);
    }
    this.changes++;
    const toMs = fromMs + count * COLUMN_MS;
    // What arrived before this page came back is told again.
    if (this.epoch === item.epochId && toMs <= this.toMs) return;
    if (item.begins && this.toMs > 0) {
      this.breaks.push(fromMs);
      keep(this.breaks, MOST_GAPS);
    }
    this.epoch = item.epochId;
    this.toMs = toMs;
    this.arrivedAt = nowMs;
    this.levelDbfs = item.levelDbfs;
    if (item.peakDbfs >= CLIPPING_DBFS) this.clippedAt = nowMs;
  }

  /** Where the ring holds a column; -1 where nothing was heard then. */
  find(column) {
    const place = column % COLUMNS;
    return this.places?.[place] === column ? place : -1;
  }

  gap(item) {
    const fromMs = Date.parse(item.from);
    if (this.gaps.some((gap) => gap.fromMs === fromMs)) return;
    this.gaps.push({ fromMs, toMs: Date.parse(item.to), reason: item.reason });
    keep(this.gaps, MOST_GAPS);
    this.changes++;
  }

  scores(item) {
    const fromMs = Date.parse(item.from);
    if (this.hops.some((hop) => hop.fromMs === fromMs)) return;
    this.hops.push({ fromMs, toMs: Date.parse(item.to), scores: item.scores });
    keep(this.hops, MOST_HOPS);
  }

  /** The newest hop, or the one that holds a time. */
  hop(atMs = null) {
    if (atMs === null) return this.hops[this.hops.length - 1] || null;
    return this.hops.find((hop) => atMs >= hop.fromMs && atMs < hop.toMs) || null;
  }

  /** Takes a record of an event; those that sound together get a line each. */
  event(record) {
    const known = this.events.find((event) => event.id === record.id);
    const event = known || { id: record.id, query: record.query.id, name: record.query.text || record.query.id };
    event.fromMs = Date.parse(record.onset);
    event.toMs = record.phase === "CLOSE" ? Date.parse(record.offset) : Infinity;
    event.confidence = record.confidence;
    if (!known) {
      event.line = 0;
      while (this.events.some((other) => other.line === event.line && other.toMs > event.fromMs && other.fromMs < event.toMs)) event.line++;
      this.events.push(event);
      keep(this.events, MOST_EVENTS);
    }
    this.changes++;
    return event;
  }

  /** Up to where it is known what sounds: an event that goes on is known to do so up to here. */
  judgedTo() {
    return this.hop()?.toMs ?? this.toMs;
  }

  /** Whether samples were at full scale lately. */
  clips(nowMs) {
    return nowMs - this.clippedAt < CLIPPING_MS;
  }
}
