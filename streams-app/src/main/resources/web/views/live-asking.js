// What the live view asks the API: the sources, the words of the queries, the events of the last minutes.
import { get, path } from "../api.js";

const SOURCES_MS = 5000;
const QUERIES_MS = 30000;
const PAST_MS = 5 * 60000;
const MOST_PAGES = 4;
const PAGE = 500;
const MOST_EVENTS = 200;

/**
 * Keeps the rows as the API has the sources. told gets an error, or null when the sources are known.
 * Returns {queries, named, role, begin(), poll(), readPast(), end()}.
 */
export function askAbout({ rows, rowOf, drop, serverNow, told }) {
  const ended = new AbortController();
  const { signal } = ended;
  const timers = [];

  async function pages(base) {
    const items = [];
    let cursor = null;
    for (let page = 0; page < MOST_PAGES; page++) {
      const answer = await get(path(base, { limit: PAGE, cursor }), { signal });
      items.push(...answer.items);
      cursor = answer.next;
      if (!cursor) break;
    }
    return items;
  }

  /** Those that are gone, and silent for minutes, go. */
  function take(sources) {
    const ids = new Set(sources.map((source) => source.id));
    for (const source of sources) rowOf(source.id).source = source;
    for (const row of [...rows.values()]) {
      if (ids.has(row.id)) continue;
      if (serverNow() - row.sound.arrivedAt > PAST_MS) drop(row);
      else row.source = null;
    }
  }

  async function poll() {
    try {
      take(await pages("/api/sources"));
      told(null);
    } catch (error) {
      if (!signal.aborted) told(error);
    }
  }

  async function learn() {
    try {
      known.queries = await pages("/api/queries");
      known.named = new Map(known.queries.map((query) => [query.id, query.text]));
      known.role = (await get("/api/status", { signal })).role;
    } catch {
      // The ids stand for the words until they are known; the list of sources says what is wrong.
    }
  }

  async function readPast() {
    try {
      const since = new Date(serverNow() - PAST_MS).toISOString();
      const answer = await get(path("/api/events", { since, limit: MOST_EVENTS }), { signal });
      for (const event of answer.items.reverse()) rows.get(event.source)?.sound.event(event);
    } catch (error) {
      if (!signal.aborted) told(error);
    }
  }

  const known = { queries: [], named: new Map(), role: null, poll, readPast,
    begin() {
      poll().then(readPast);
      learn();
      timers.push(setInterval(() => document.hidden || poll(), SOURCES_MS), setInterval(() => document.hidden || learn(), QUERIES_MS));
    },
    end() {
      ended.abort();
      timers.forEach(clearInterval);
    } };
  return known;
}
