// What the events view is asked for: kept in the address, and turned into what the API is asked.
import { html, nothing } from "/lib/lit-html/lit-html.js";
import { live } from "/lib/lit-html/directives/live.js";

const HOUR_MS = 3600000;
const PAST = [["1", "Past hour"], ["6", "Past 6 hours"], ["24", "Past 24 hours"], ["168", "Past 7 days"], ["720", "Past 30 days"]];
const USUAL = "24";

/** Those that leave events out; a time does not. */
export const FILTERS = ["query", "source", "text", "phase", "confidence", "verdict"];
const NAMES = [...FILTERS, "past", "day", "from", "until", "to"];

export function fromAddress(parameters) {
  const filters = Object.fromEntries(NAMES.map((name) => [name, parameters.get(name) || ""]));
  if (!PAST.some(([hours]) => hours === filters.past) && !["day", "span"].includes(filters.past)) filters.past = filters.day ? "day" : USUAL;
  return filters;
}

/** What is not as usual. */
export function toAddress(filters, event) {
  return { ...filters, past: filters.past === USUAL ? "" : filters.past, event };
}

function localDay(time) {
  const at = new Date(time);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
}

/** The time that is looked at: {since, until} as Date; until is null where it is now. */
export function range(filters) {
  if (filters.past === "day") {
    const since = new Date((filters.day || localDay(Date.now())) + "T00:00");
    const until = new Date(since);
    until.setDate(until.getDate() + 1);
    return { since, until: until > new Date() ? null : until };
  }
  if (filters.past === "span" && filters.from) {
    return { since: new Date(filters.from), until: filters.until ? new Date(filters.until) : null };
  }
  const hours = PAST.some(([each]) => each === filters.past) ? Number(filters.past) : Number(USUAL);
  return { since: new Date(Date.now() - hours * HOUR_MS), until: null };
}

/** What is wrong with a time, in words; empty if nothing is. */
export function wrongTime(filters) {
  const { since, until } = range(filters);
  if (Number.isNaN(since.getTime())) return "Give a beginning.";
  return (until || new Date()) <= since ? "The end must lie after the beginning." : "";
}

/** For GET /api/events. */
export function asked(filters) {
  const { since, until } = range(filters);
  return {
    query: filters.query, source: filters.source, minConfidence: filters.confidence, verdict: filters.verdict,
    since: since.toISOString(), until: filters.to || until?.toISOString(),
  };
}

function matches(pattern, id) {
  if (!pattern) return true;
  const escaped = pattern.split("*").map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp("^" + escaped.join(".*") + "$").test(id);
}

/** Whether an event that just happened belongs to what is asked for. */
export function isAsked(filters, event) {
  return matches(filters.query, event.query.id) && matches(filters.source, event.source)
    && event.confidence >= Number(filters.confidence || 0) && new Date(event.onset) >= range(filters).since;
}

/** What the API does not choose by. */
export function isShown(filters, event) {
  if (filters.phase === "open" && event.phase === "CLOSE") return false;
  if (filters.phase === "closed" && event.phase !== "CLOSE") return false;
  const said = event.verdict?.verdict || "NONE";
  if (filters.verdict && filters.verdict !== said) return false;
  const texts = [event.id, event.source, event.query.id, event.query.text, event.title || "", event.verdict?.note || "",
    ...Object.entries(event.query.labels).flat()];
  const words = filters.text.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => texts.some((text) => text.toLowerCase().includes(word)));
}

function select(label, name, filters, options, change) {
  return html`<label>${label} <select .value=${live(filters[name])} @change=${(event) => change({ [name]: event.target.value, to: "" })}>
    ${options.map(([value, text]) => html`<option value=${value} ?selected=${filters[name] === value}>${text}</option>`)}</select></label>`;
}

function ids(label, name, filters, known, change) {
  return html`<label>${label} <input list="events-${name}" .value=${live(filters[name])} placeholder="All" autocomplete="off" spellcheck="false"
      @change=${(event) => change({ [name]: event.target.value.trim(), to: "" })}>
    <datalist id="events-${name}">${known.map((id) => html`<option value=${id}></option>`)}</datalist></label>`;
}

function times(filters, change) {
  if (filters.past === "day") {
    const today = localDay(Date.now());
    const shown = filters.day || today;
    const move = (days) => {
      const at = new Date(shown + "T12:00");
      at.setDate(at.getDate() + days);
      change({ day: localDay(at), to: "" });
    };
    return html`<label>Day <input type="date" max=${today} .value=${live(shown)} @change=${(event) => event.target.value && change({ day: event.target.value, to: "" })}></label>
      <div class="events-days"><button type="button" @click=${() => move(-1)}>Day before</button>
      <button type="button" ?disabled=${shown >= today} @click=${() => move(1)}>Day after</button></div>`;
  }
  if (filters.past !== "span") return nothing;
  return html`${["from", "until"].map((name) => html`<label>${name === "from" ? "From" : "Until"}
    <input type="datetime-local" .value=${live(filters[name])} @change=${(event) => change({ [name]: event.target.value, to: "" })}></label>`)}`;
}

/** The form; a change is asked for at once. */
export function filterForm({ filters, known }, change) {
  return html`<form class="filters events-filters" role="search" aria-label="Events" @submit=${(event) => event.preventDefault()}>
    ${select("Time", "past", filters, [...PAST, ["day", "One day"], ["span", "From – until"]], change)}
    ${times(filters, change)}
    ${ids("Query", "query", filters, known.queries, change)}
    ${ids("Source", "source", filters, known.sources, change)}
    ${select("Phase", "phase", filters, [["", "All"], ["open", "Still sounding"], ["closed", "Ended"]], change)}
    ${select("Least confidence", "confidence", filters, [["", "Any"], ...[0.5, 0.6, 0.7, 0.8, 0.9, 0.95].map((part) => [String(part), Math.round(100 * part) + " %"])], change)}
    ${select("Verdict", "verdict", filters, [["", "All"], ["NONE", "Not judged"], ["RIGHT", "Right"], ["WRONG", "Wrong"]], change)}
    <label>Search <input type="search" .value=${live(filters.text)} placeholder="Words, labels, title"
      @change=${(event) => change({ text: event.target.value, to: "" })}></label>
    ${wrongTime(filters) ? html`<p class="bad" role="alert">${wrongTime(filters)}</p>` : nothing}
  </form>`;
}
