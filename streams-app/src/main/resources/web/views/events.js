// What was heard: events as cards or a table, as they happen and as they were, with their sound and whether they were right.
import { html, nothing, render } from "/lib/lit-html/lit-html.js";
import { remember } from "../app.js";
import { get, path } from "../api.js";
import { silence } from "../clip.js";
import { count } from "../format.js";
import { empty, failed, loading } from "../ui.js";
import { openEvent } from "./events-details.js";
import { FILTERS, filterForm, fromAddress, toAddress } from "./events-filters.js";
import { keys, showKeys } from "./events-keys.js";
import { EventList } from "./events-list.js";
import { cards, table } from "./events-parts.js";
import { Pictures } from "./events-pictures.js";
import { Timeline } from "./events-timeline.js";
import { judge, takeBack } from "./events-verdict.js";
import { queryPanel, QueryVerdicts } from "./events-query.js";

const DENSE = "earshot.events.dense";

export function open(root, parameters) {
  const state = {
    filters: fromAddress(parameters),
    isDense: localStorage.getItem(DENSE) === "1",
    selected: null,
    sounds: new Map(),
    known: { queries: [], sources: [] },
  };
  const stop = new AbortController();
  const draw = () => !stop.signal.aborted && render(page(), root);
  const list = new EventList(state, draw, isBusy);
  const pictures = new Pictures(draw);
  const timeline = new Timeline(draw);
  const verdicts = new QueryVerdicts(draw);

  function again() {
    remember(toAddress(state.filters, state.event));
    state.selected = null;
    list.restart();
    timeline.show(state.filters);
    verdicts.show(state.filters.query);
    draw();
  }

  function change(changes) {
    Object.assign(state.filters, changes);
    again();
  }

  /** Whether what is read or clicked now would move. */
  function isBusy() {
    const place = root.querySelector(".events-list");
    return scrollY > 120 || state.selected !== null || Boolean(place?.matches(":hover") || place?.contains(document.activeElement));
  }

  function details(event) {
    state.event = event.id;
    remember(toAddress(state.filters, event.id));
    openEvent(event.id, actions).then(() => {
      state.event = null;
      if (!stop.signal.aborted) remember(toAddress(state.filters, null));
    });
  }

  async function say(event, judgement) {
    await (judgement ? judge(event, judgement) : takeBack(event));
    list.changed(event);
    verdicts.changed(event.query.id);
    draw();
  }

  function select(id) {
    state.selected = id;
    draw();
    const place = root.querySelector(`[data-event="${CSS.escape(id)}"]`);
    place?.focus({ preventScroll: true });
    place?.scrollIntoView({ block: "nearest" });
  }

  function dense(isDense) {
    state.isDense = isDense;
    localStorage.setItem(DENSE, isDense ? "1" : "0");
    draw();
  }

  const actions = { details, say, select, change, pictures, draw, sound };

  /** What plays of an event; of those that are shown only. */
  function sound(id) {
    if (!state.sounds.has(id)) state.sounds.set(id, {});
    return state.sounds.get(id);
  }

  function page() {
    const shown = list.shown();
    pictures.keep(shown);
    for (const id of state.sounds.keys()) if (!list.has(id)) state.sounds.delete(id);
    return html`<div class="head events-top"><div><h1>Events</h1>
        <p class="lead">What was heard, the latest first. Say whether it was right: that tells how far to trust a query.</p></div>
      <div class="actions events-layout" role="group" aria-label="Layout">
        <button type="button" aria-pressed=${!state.isDense} @click=${() => dense(false)}>Cards</button>
        <button type="button" aria-pressed=${state.isDense} @click=${() => dense(true)}>Table</button>
        <button type="button" @click=${showKeys}>Keys <kbd>?</kbd></button></div></div>
      ${filterForm(state, change)}
      ${timeline.view(change)}
      ${queryPanel(verdicts)}
      ${body(shown)}`;
  }

  function body(shown) {
    if (list.error && shown.length === 0) return failed(list.error, again);
    if (shown.length === 0 && list.isLoading) return loading("Reading events");
    if (shown.length === 0) return nothingThere();
    return html`${news()}
      <div class="events-list" role="region" aria-label="Events">${(state.isDense ? table : cards)(shown, state, actions)}</div>
      ${foot(shown)}`;
  }

  function news() {
    return list.fresh === 0 ? nothing : html`<p class="events-news"><button type="button" class="main" @click=${toNews}>
      ${count(list.fresh, "new event")}</button></p>`;
  }

  function toNews() {
    state.selected = null;
    if (state.filters.to) change({ to: "" });
    else list.takeFresh();
    document.activeElement?.blur();
    scrollTo({ top: 0 });
  }

  function foot(shown) {
    return html`<div class="events-foot">${list.error ? failed(list.error, () => list.older()) : nothing}
      <p class="muted small">${count(shown.length, "event")} shown${list.hidden() ? `, ${list.hidden()} more left out by search, phase or verdict` : ""}.</p>
      ${list.isLoading ? loading("Reading older events") : list.hasMore()
        ? html`<button type="button" @click=${() => list.older(change)}>Older</button>` : html`<p class="muted">That is all in this time.</p>`}</div>`;
  }

  function nothingThere() {
    const isFiltered = FILTERS.some((name) => state.filters[name]);
    const wide = html`<div class="actions events-centre">
      ${isFiltered ? html`<button type="button" class="main" @click=${() => change(Object.fromEntries(FILTERS.map((name) => [name, ""])))}>Clear the filters</button>` : nothing}
      ${list.hasMore() ? html`<button type="button" @click=${() => list.older(change)}>Look further back</button>` : nothing}
      <a class="button" href="#/queries">Queries</a><a class="button" href="#/near-misses">Near misses</a></div>`;
    return html`${news()}${empty(isFiltered ? "No such event" : "Nothing heard in this time",
      isFiltered ? "Nothing that fits was found in this time. Choose a longer time, or clear the filters."
        : "Choose a longer time, look at what almost fired, or write a query for what you want to hear.", wide)}`;
  }

  const endKeys = keys({ list, state, actions, root });
  again();
  loadNames(state, draw, stop.signal);
  if (parameters.get("event")) details({ id: parameters.get("event") });
  return () => {
    stop.abort();
    endKeys();
    silence();
    list.end();
    pictures.end();
    timeline.end();
    verdicts.end();
    document.querySelector("dialog[open]")?.close();
  };
}

/** For the lists of the filters; without them ids can still be typed. */
async function loadNames(state, draw, signal) {
  for (const kind of ["queries", "sources"]) {
    try {
      state.known[kind] = (await get(path("/api/" + kind, { limit: 200 }), { signal })).items.map((item) => item.id);
      draw();
    } catch (error) {
      if (error.name === "AbortError") return;
    }
  }
}
