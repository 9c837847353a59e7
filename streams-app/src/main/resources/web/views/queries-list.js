// The list of queries: search, filters, what became of each, and what can be done with it.
import { html, nothing, render } from "/lib/lit-html/lit-html.js";
import { repeat } from "/lib/lit-html/directives/repeat.js";
import { get, of, path, send } from "../api.js";
import { remember } from "../app.js";
import { ago, count, dateTime, meaning, perDay, percent, printed } from "../format.js";
import { announce, confirm, dialog, empty, failed, loading, toast } from "../ui.js";
import { exportAll, importFile } from "./queries-transfer.js";
import { sensitivityWords, sourcesWords, stateWords } from "./queries-words.js";

const PAGE = 50;
const TYPING_MS = 300;
const STATES = ["REGISTERED", "PENDING", "REFUSED", "DISABLED"];

/** Opens the list; the filters stand in the address. */
export function openList(root, parameters) {
  return new QueryList(root, parameters).begin();
}

/** A number of alarms, without its unit. */
function rate(alarms) {
  return perDay(alarms).replace(" a day", "");
}

class QueryList {
  constructor(root, parameters) {
    this.root = root;
    this.filter = Object.fromEntries(["search", "enabled", "state", "label"].map((name) => [name, parameters.get(name) || ""]));
    this.items = null;
    this.next = null;
    this.error = null;
    this.rates = new Map();
    this.verdicts = new Map();
    this.closing = new AbortController();
  }

  begin() {
    this.draw();
    this.load();
    return () => {
      this.closing.abort();
      this.asking?.abort();
      clearTimeout(this.typing);
    };
  }

  async load(more = false) {
    this.asking?.abort();
    const { signal } = this.asking = new AbortController();
    this.isAsking = true;
    this.draw();
    try {
      const page = await get(path("/api/queries", { ...this.filter, limit: PAGE, cursor: more ? this.next : "" }), { signal });
      this.items = more ? [...this.items, ...page.items] : page.items;
      this.next = page.next;
      this.error = null;
      this.besides(page.items, signal);
    } catch (error) {
      if (signal.aborted) return;
      this.error = error;
    }
    this.isAsking = false;
    this.draw();
    if (!this.error) announce(count(this.items.length, "query", "queries") + (this.next ? ", and more" : ""));
  }

  /** What is known of each besides: alarms a day, and how many people called right. The list does not wait for it. */
  async besides(items, signal) {
    for (const item of items) {
      if (signal.aborted) return;
      await this.rate(item);
      await this.verdict(item);
      this.draw();
    }
  }

  async rate({ id }) {
    try {
      const page = await get(path("/api/calibrations", { query: id, limit: 100 }), { signal: this.closing.signal });
      const of = (name) => page.items.map((item) => item[name]);
      if (page.items.length) this.rates.set(id, [Math.min(...of("lowAlarmsPerDay")), Math.max(...of("highAlarmsPerDay")), page.items.length]);
    } catch {
      // Without it the row has no rate; the list itself says if nothing can be asked.
    }
  }

  async verdict({ id }) {
    if (this.hasNoVerdicts) return;
    try {
      this.verdicts.set(id, await get(of("/api/queries", id, "/verdicts"), { signal: this.closing.signal }));
    } catch (error) {
      this.hasNoVerdicts = error.status === 404;
    }
  }

  choose(name, value) {
    this.filter[name] = value;
    remember(this.filter);
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.load(), name === "search" || name === "label" ? TYPING_MS : 0);
  }

  async turn(query) {
    const what = query.enabled ? "disable" : "enable";
    await this.change(query, () => send("POST", of("/api/queries", query.id, "/" + what), undefined, { etag: `"${query.etag}"` }),
      query.enabled ? "is off now" : "listens again");
  }

  async remove(query) {
    const isWanted = await confirm("Delete this query?", html`<strong>${meaning(query)}</strong> will no longer be matched, and its open events
      end. Its past events stay. Export it first if you may want it back.`, "Delete");
    if (!isWanted) return;
    await this.change(query, () => send("DELETE", of("/api/queries", query.id), undefined, { etag: `"${query.etag}"` }), "is deleted");
  }

  /** A change that somebody else's came before is not made; the row shows what is there now. */
  async change(query, ask, done) {
    try {
      const { data } = await ask();
      this.items = data ? this.items.map((item) => (item.id === query.id ? data : item)) : this.items.filter((item) => item.id !== query.id);
      toast(printed(query.id) + " " + done + ".");
      this.draw();
    } catch (error) {
      const isChanged = error.status === 412;
      toast(isChanged ? "Somebody changed " + printed(query.id) + " meanwhile; this is how it is now." : error.message, "bad");
      if (isChanged || error.status === 404) this.load();
    }
  }

  history(query) {
    const state = {};
    const what = (change) => html`<li><strong>${change.what}</strong> ${dateTime(change.at)} by ${change.by ? printed(change.by) : "somebody unnamed"}</li>`;
    return dialog("Who changed " + printed(query.id), (close, draw) => {
      state.asked ??= get(of("/api/queries", query.id, "/history")).then((page) => { state.items = page.items; },
        (error) => { state.error = error; }).then(draw);
      if (state.error) return failed(state.error);
      if (!state.items) return loading("Reading the changes");
      return html`<ol class="queries-history">${[...state.items].reverse().map(what)}</ol>
        <p class="hint">The newest first. The topic keeps the last change always, earlier ones until the broker cleans it.</p>`;
    });
  }

  async bring() {
    const changed = await importFile();
    if (changed && !this.closing.signal.aborted) this.load();
  }

  draw() {
    if (this.closing.signal.aborted) return;
    render(html`<div class="head"><div><h1>Queries</h1><p class="lead">Each is one sound in a few words. Write one and see at once what it
        would have done.</p></div>
      <div class="actions queries-top"><a class="button queries-add" href="#/queries?new=">Write a query</a>
        <button type="button" @click=${() => this.bring()}>Import …</button>
        <button type="button" @click=${() => exportAll()}>Export all</button></div></div>
      ${this.filters()}${this.error ? failed(this.error, () => this.load()) : nothing}
      ${this.items ? this.rows() : this.error ? nothing : loading("Reading the queries")}`, this.root);
  }

  filters() {
    const field = (name, event) => this.choose(name, event.target.value);
    return html`<form class="filters" role="search" aria-label="Queries" @submit=${(event) => event.preventDefault()}>
      <label>Search<input type="search" .value=${this.filter.search} placeholder="words, id or label" @input=${(event) => field("search", event)}></label>
      <label>On or off<select @change=${(event) => field("enabled", event)}>
        ${[["", "both"], ["true", "on"], ["false", "off"]].map(([value, word]) => html`<option value=${value} ?selected=${value === this.filter.enabled}>${word}</option>`)}
      </select></label>
      <label>State<select @change=${(event) => field("state", event)}><option value="">any</option>
        ${STATES.map((state) => html`<option value=${state} ?selected=${state === this.filter.state}>${stateWords(state)[1]}</option>`)}</select></label>
      <label>Label<input .value=${this.filter.label} placeholder="team or team=night" @input=${(event) => field("label", event)}></label></form>`;
  }

  rows() {
    if (!this.items.length) {
      return Object.values(this.filter).some(Boolean)
        ? empty("No query fits these filters", "Take one of them away to see more.")
        : empty("No query yet", "Say in a few words what should be heard. You will see what it would have done in the last hours before you save it.",
          html`<a class="button" href="#/queries?new=">Write the first query</a>`);
    }
    return html`<ul class="rows queries-rows">${repeat(this.items, (query) => query.id, (query) => this.row(query))}</ul>
      ${this.next ? html`<div class="actions"><button type="button" ?disabled=${this.isAsking} @click=${() => this.load(true)}>Show more</button></div>` : nothing}`;
  }

  row(query) {
    const [kind, word, sentence] = stateWords(query.state);
    const says = (text) => printed(text);
    return html`<li class="card queries-row">
      <div class="queries-row-main"><h2><a href=${"#/queries?id=" + encodeURIComponent(query.id)}>${query.text ? meaning(query) : "(cannot be read)"}</a></h2>
        <p class="queries-facts"><span class=${"chip " + kind} title=${sentence}>${word}</span>
          <code>${printed(query.id)}</code><span>${sensitivityWords(query)}</span><span>${sourcesWords(query)}</span>
          ${query.rules?.absentForSeconds ? html`<span class="chip">absence</span>` : nothing}${query.evidence ? html`<span class="chip">keeps its sound</span>` : nothing}
          ${Object.entries(query.labels || {}).map(([name, value]) => html`<span class="chip">${printed(name)}=${printed(value)}</span>`)}</p>
        <p class="queries-facts muted small">${this.known(query)}</p>
        ${query.errors.map((text) => html`<p class="notice bad">${says(text)}</p>`)}
        ${query.warnings.length ? html`<details class="queries-warnings"><summary class="warn">${count(query.warnings.length, "warning")}</summary>
          ${query.warnings.map((text) => html`<p class="notice warn">${says(text)}</p>`)}</details>` : nothing}</div>
      <div class="queries-row-actions">
        <a class="button" href=${"#/events?query=" + encodeURIComponent(query.id)} aria-label=${"Events of " + printed(query.id)}>Events</a>
        <button type="button" aria-pressed=${String(query.enabled)} @click=${() => this.turn(query)} aria-label=${(query.enabled ? "On: " : "Off: ") + "listen for " + printed(query.id)}>${query.enabled ? "On" : "Off"}</button>
        <a class="button" href=${"#/queries?id=" + encodeURIComponent(query.id)} aria-label=${"Edit " + printed(query.id)}>Edit</a>
        <a class="button" href=${"#/queries?copy=" + encodeURIComponent(query.id)} aria-label=${"Duplicate " + printed(query.id)}>Duplicate</a>
        <button type="button" class="quiet" @click=${() => this.history(query)} aria-label=${"History of " + printed(query.id)}>History</button>
        <button type="button" class="quiet bad" @click=${() => this.remove(query)} aria-label=${"Delete " + printed(query.id)}>Delete</button></div></li>`;
  }

  /** One line of what is known; parts that are not known are left out. */
  known(query) {
    const parts = [];
    const [low, high, sources] = this.rates.get(query.id) || [];
    if (sources) parts.push(`mistaken alarms on ${sources === 1 ? "a source" : "each of " + sources + " sources"}: ${rate(low)} to ${perDay(high)}, by its background`);
    const { precision, right, wrong } = this.verdicts.get(query.id) || {};
    if (precision !== undefined && precision !== null) parts.push(`judged right: ${right} of ${right + wrong} (${percent(precision)})`);
    const { by, at, what } = query.changed || {};
    parts.push(at ? what + " " + ago(at) + (by ? " by " + printed(by) : "") : "nobody said who wrote it");
    return parts.map((part) => html`<span>${part}</span>`);
  }
}
