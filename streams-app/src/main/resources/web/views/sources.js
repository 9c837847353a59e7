// The sources: what each one is, how listening goes, and what can be done with it.
import { html, nothing, render } from "/lib/lit-html/lit-html.js";
import { repeat } from "/lib/lit-html/directives/repeat.js";
import { get, of, path, send } from "../api.js";
import { remember } from "../app.js";
import { ago, count, dateTime, printed } from "../format.js";
import { poll } from "../poll.js";
import { announce, confirm, empty, failed, loading, toast } from "../ui.js";
import { act } from "./acts.js";
import { about, labels, levelWords, meter, missed, when, why } from "./sources-cells.js";
import { openForm } from "./sources-form.js";
import { STATES, stateOf, stateWords } from "./sources-words.js";

const ASK_MS = 3000;
const PAGE = 100;
const TYPED_MS = 300;

export function open(root, parameters) {
  const view = {
    search: parameters.get("search") || "", state: parameters.get("state") || "", cursors: [], answer: null, error: null,
    busy: new Set(), draw: () => render(page(view), root),
  };
  const ask = async ({ signal }) => {
    try {
      view.answer = await get(path("/api/sources", { limit: PAGE, cursor: view.cursors.at(-1), search: view.search,
        state: view.state }), { signal });
      view.error = null;
    } catch (error) {
      if (error.name === "AbortError") return;
      view.error = error;
    }
    view.draw();
  };
  const asking = poll(ask, ASK_MS);
  view.again = () => asking.now();
  view.draw();
  if (parameters.get("id")) edit(view, parameters.get("id"));
  if (parameters.has("add")) add(view);
  return () => {
    asking.end();
    clearTimeout(view.typed);
  };
}

async function add(view) {
  if (await openForm(null)) view.again();
}

async function edit(view, id) {
  try {
    if (await openForm(await get(of("/api/sources", id)))) view.again();
  } catch (error) {
    toast(`${printed(id)} cannot be edited: ${error.message}`, "bad");
  }
}

function pause(view, source) {
  const word = source.paused ? "resume" : "pause";
  act(view, source.id, () => send("POST", of("/api/sources", source.id, "/" + word)), source.paused ? "listens again."
    : "paused.");
}

async function remove(view, source) {
  const isSure = await confirm(`Remove ${printed(source.id)}?`,
    "Earshot stops listening to it, and its events that last end. What was heard and recorded stays.",
    "Remove the source");
  if (isSure) act(view, source.id, () => send("DELETE", of("/api/sources", source.id), undefined, { etag: `"${source.etag}"` }),
    "removed.");
}

function page(view) {
  return html`<div class="head"><div><h1>Sources</h1><p class="lead">Where the audio comes from, and how listening goes.</p></div>
      <button type="button" class="main" @click=${() => add(view)}>Add a source</button></div>
    ${filters(view)}
    ${view.error ? failed(view.error, view.again) : nothing}
    ${view.answer ? list(view) : view.error ? nothing : loading("Asking for the sources")}`;
}

function filters(view) {
  const change = (name) => (event) => {
    view[name] = event.target.value;
    view.cursors = [];
    remember({ search: view.search, state: view.state });
    clearTimeout(view.typed);
    view.typed = setTimeout(view.again, TYPED_MS);
  };
  const states = Object.keys(STATES).filter((state) => !["WAITING", "PUBLISHED", "BROKEN"].includes(state));
  return html`<form class="filters" role="search" aria-label="Sources" @submit=${(event) => event.preventDefault()}>
    <label>Search <input type="search" .value=${view.search} placeholder="Id, address or label"
    @input=${change("search")}></label>
    <label>State <select @change=${change("state")}><option value="">any</option>
      ${states.map((state) => html`<option value=${state}
      .selected=${state === view.state}>${stateWords(state)[0]}</option>`)}</select></label>
    </form>`;
}

function list(view) {
  const { items, next } = view.answer;
  if (items.length === 0) return nothingThere(view);
  return html`<p class="sources-sum small muted" role="status">${summary(items)}${next || view.cursors.length ? " on this page"
    : ""}</p>
    <table class="stacks sources-table"><caption class="unseen">Sources and how listening goes</caption>
    <thead><tr><th scope="col">Source</th><th scope="col">Listening</th><th scope="col">Level</th><th scope="col">Heard to</th>
      <th scope="col">Missed</th><th scope="col"><span class="unseen">Actions</span></th></tr></thead>
    <tbody>${repeat(items, ({ id }) => id, (source) => row(view, source))}</tbody></table>
    ${next || view.cursors.length ? pages(view, next) : nothing}`;
}

function pages(view, next) {
  const go = (cursors) => () => {
    view.cursors = cursors;
    view.again();
    announce("Another page of sources");
  };
  return html`<div class="actions"><button type="button" ?disabled=${!view.cursors.length}
    @click=${go(view.cursors.slice(0, -1))}>Earlier ids</button>
    <button type="button" ?disabled=${!next} @click=${go([...view.cursors, next])}>Later ids</button></div>`;
}

function nothingThere(view) {
  if (view.search || view.state) return empty("No source is like that", "Change the search or the state to see others.");
  return empty("No source yet", "Add the address of a stream, a camera, a sound card or a folder, and Earshot listens to it at once.",
    html`<button type="button" class="main" @click=${() => add(view)}>Add a source</button>`);
}

function summary(items) {
  const kinds = { good: 0, warn: 0, bad: 0, "": 0 };
  for (const source of items) kinds[source.configured || source.error ? stateWords(stateOf(source))[1] : ""]++;
  const parts = [count(items.length, "source")];
  if (kinds.good) parts.push(`${kinds.good} heard`);
  if (kinds.warn) parts.push(`${kinds.warn} to look at`);
  if (kinds.bad) parts.push(`${kinds.bad} not heard`);
  return parts.join(", ");
}

function row(view, source) {
  const state = stateOf(source);
  const [name, kind, meaning] = stateWords(state);
  const listening = source.listening || {};
  return html`<tr aria-busy=${String(view.busy.has(source.id))}>
    <th scope="row"><span class="sources-id">${printed(source.id)}</span>
      ${source.configured ? html`<span class="sources-address small muted">${printed(source.address)}</span>` : nothing}
      ${about(source)}${labels(source)}</th>
    <td data-label="Listening"><span class="chip ${kind}" title=${meaning}>${name}</span>
      ${listening.since ? html`<span class="small muted" title=${dateTime(listening.since)}>since ${when(listening.since)}</span>`
      : nothing}
      <span class="small sources-why">${why(source, meaning, kind)}</span></td>
    <td data-label="Level" class="number">${levelWords(source)}${meter(source)}</td>
    <td data-label="Heard to" class="number">${source.heardTo
    ? html`<span title=${dateTime(source.heardTo)}>${ago(source.heardTo)}</span>` : "not yet"}
      ${listening.title ? html`<span class="small muted sources-title">${printed(listening.title)}</span>` : nothing}</td>
    <td data-label="Missed" class="number">${missed(listening)}</td>
    <td>${actions(view, source)}</td></tr>`;
}

function actions(view, source) {
  const name = printed(source.id);
  const coverage = html`<a class="button small" href=${"#/coverage?source=" + encodeURIComponent(source.id)}
    aria-label=${`Coverage of ${name}`}>Coverage</a>`;
  if (!source.configured && !source.error) return html`<div class="sources-actions">${coverage}</div>`;
  const isBusy = view.busy.has(source.id);
  return html`<div class="sources-actions">
    ${source.error ? nothing : html`<button type="button" class="small" ?disabled=${isBusy} @click=${() => pause(view, source)}
      aria-label=${`${source.paused ? "Resume" : "Pause"} ${name}`}>${source.paused ? "Resume" : "Pause"}</button>
    <button type="button" class="small" ?disabled=${isBusy} @click=${() => edit(view, source.id)}
    aria-label=${`Edit ${name}`}>Edit</button>`}
    ${coverage}
    <button type="button" class="small danger" ?disabled=${isBusy} @click=${() => remove(view, source)}
    aria-label=${`Remove ${name}`}>Remove</button></div>`;
}
