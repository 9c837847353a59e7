// What almost fired: by which rule it was rejected, by how much, and what would have let it fire.
import { html, nothing, render } from "/lib/lit-html/lit-html.js";
import { repeat } from "/lib/lit-html/directives/repeat.js";
import { get, of, path } from "../api.js";
import { remember } from "../app.js";
import { playButton, silence } from "../clip.js";
import { clock, count, day, duration, printed, seconds } from "../format.js";
import { poll } from "../poll.js";
import { empty, failed, icon, loading } from "../ui.js";
import { openWhy } from "../why.js";
import { confidence, missedBy, option, rule } from "../why/words.js";

const ASK_MS = 5000;
const PAGE = 50;
const MOST = 500;
const TYPED_MS = 400;
/** What is played before the sound, so that a listener knows the room. */
const BEFORE_MS = 2000;
const AFTER_MS = 1000;

export function open(root, parameters) {
  const view = {
    query: parameters.get("query") || "", source: parameters.get("source") || "", items: [], next: null, isRead: false,
      error: null,
    wanted: PAGE, sounds: new Map(), draw: () => render(page(view), root),
  };
  const asking = poll(({ signal }) => ask(view, signal), ASK_MS);
  view.again = () => asking.now();
  view.draw();
  return () => {
    asking.end();
    clearTimeout(view.typed);
    if ([...view.sounds.values()].some((sound) => sound.isPlaying)) silence();
  };
}

/** Reads as many of the newest as are shown. */
async function ask(view, signal) {
  try {
    const { items, next } = await get(path("/api/near-misses", { query: view.query, source: view.source, limit: view.wanted }),
      { signal });
    Object.assign(view, { items, next, isRead: true, error: null });
    forget(view);
  } catch (error) {
    if (error.name === "AbortError") return;
    view.error = error;
  }
  view.draw();
}

function keyOf(miss) {
  return `${miss.query.id}\n${miss.source}\n${miss.start}`;
}

/** A row that is gone needs no state; what plays goes on. */
function forget(view) {
  const shown = new Set(view.items.map(keyOf));
  for (const [name, sound] of view.sounds) if (!shown.has(name) && !sound.isPlaying) view.sounds.delete(name);
}

function page(view) {
  return html`<div class="head"><div><h1>Near misses</h1>
      <p class="lead">Sounds that almost became events, newest first: what rejected them, and what would have let them fire. Kept
      for two days.</p></div></div>
    ${filters(view)}
    ${view.error ? failed(view.error, view.again) : nothing}
    ${view.isRead ? list(view) : view.error ? nothing : loading("Asking for near misses")}`;
}

function filters(view) {
  const change = (name) => (event) => {
    view[name] = event.target.value.trim();
    view.wanted = PAGE;
    remember({ query: view.query, source: view.source });
    clearTimeout(view.typed);
    view.typed = setTimeout(view.again, TYPED_MS);
  };
  return html`<form class="filters" role="search" aria-label="Near misses" @submit=${(event) => event.preventDefault()}>
    <label>Query <input type="search" .value=${view.query} placeholder="Id, or glass-*" @input=${change("query")}></label>
    <label>Source <input type="search" .value=${view.source} placeholder="Id, or hall-*"
    @input=${change("source")}></label></form>`;
}

function list(view) {
  if (view.items.length === 0) return nothingThere(view);
  const more = () => {
    view.wanted = Math.min(MOST, view.wanted + 2 * PAGE);
    view.again();
  };
  return html`<table class="stacks near-table"><caption
    class="small muted">${count(view.items.length, "near miss", "near misses")}${view.next ? ", and more" : ""}</caption>
    <thead><tr><th scope="col">Query and source</th><th scope="col">When</th><th scope="col">Confidence</th><th
    scope="col">Rejected because</th>
      <th scope="col">It would fire with</th><th scope="col"><span class="unseen">Actions</span></th></tr></thead>
    <tbody>${repeat(view.items, keyOf, (miss) => row(view, miss))}</tbody></table>
    ${view.next && view.wanted < MOST ? html`<div class="actions"><button type="button" @click=${more}>Show more</button></div>`
    : nothing}
    ${view.next && view.wanted >= MOST ? html`<p class="muted">These are the newest ${MOST}. Choose a query or a source to see
    older ones.</p>` : nothing}`;
}

function nothingThere(view) {
  if (view.query || view.source) return empty("No near miss is like that",
    "Nothing almost fired for this query and source in the last two days. Patterns such as glass-* are allowed.");
  return empty("No near misses",
    "In the last two days nothing came close to a threshold without reaching it. Write a query, or lower a threshold, in Queries.",
    html`<a class="button" href="#/queries">Queries</a>`);
}

function row(view, miss) {
  const name = `${printed(miss.query.id)} in ${printed(miss.source)} at ${clock(miss.start)}`;
  return html`<tr><th scope="row"><span class="near-query">${printed(miss.query.text)}</span>
      <span class="small muted">${printed(miss.query.id)} in ${printed(miss.source)}</span></th>
    <td data-label="When" class="number">${day(miss.start)} ${clock(miss.start)}<br><span
    class="small muted">${duration(seconds(miss.start, miss.end))} long</span></td>
    <td data-label="Confidence" class="number">${confidence(miss.confidence)} of ${confidence(miss.threshold)}${bar(miss)}</td>
    <td data-label="Rejected because">${rule(miss.rejectedBy)}, missed by ${missedBy(miss.rejectedBy, miss.missedBy)}</td>
    <td data-label="It would fire with">${miss.suggestion ? html`<b>${option(miss.suggestion)}</b>`
    : html`<span class="muted">no small change</span>`}</td>
    <td>${actions(view, miss, name)}</td></tr>`;
}

/** How far the confidence came; the figures stand beside it. */
function bar({ confidence: reached, threshold }) {
  return html`<svg class="near-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="all" y="1"
    width="100" height="4"></rect>
    <rect class="now" y="1" width=${100 * Math.min(1, reached)} height="4"></rect>
    <rect class="opens" x=${Math.min(99, 100 * threshold)} width="1" height="6"></rect></svg>`;
}

function actions(view, miss, name) {
  const why = () => openWhy({ query: miss.query.id, source: miss.source, at: middle(miss) });
  return html`<div class="near-actions">${playButton(soundOf(view, miss), audio(miss), view.draw, `Hear ${name}`)}
    <button type="button" @click=${why} aria-label=${`Why: ${name}`}>${icon("why")}Why</button>
    <a class="button" href=${"#/queries?id=" + encodeURIComponent(miss.query.id)}
    aria-label=${`Make it fire: change ${printed(miss.query.id)}`}>Make it fire</a></div>`;
}

function soundOf(view, miss) {
  const name = keyOf(miss);
  if (!view.sounds.has(name)) view.sounds.set(name, {});
  return view.sounds.get(name);
}

function middle(miss) {
  return new Date((Number(new Date(miss.start)) + Number(new Date(miss.end))) / 2).toISOString();
}

function audio(miss) {
  const from = new Date(Number(new Date(miss.start)) - BEFORE_MS).toISOString();
  const to = new Date(Number(new Date(miss.end)) + AFTER_MS).toISOString();
  return path(of("/api/sources", miss.source, "/audio.wav"), { from, to });
}
