// What was heard of each source, and what was not and why: a strip for each day.
import { html, nothing, render } from "/lib/lit-html/lit-html.js";
import { repeat } from "/lib/lit-html/directives/repeat.js";
import { get, path } from "../api.js";
import { remember } from "../app.js";
import { clock, count, day, duration, percent, printed } from "../format.js";
import { poll } from "../poll.js";
import { empty, failed, loading } from "../ui.js";
import { daysOf, midnight, reasonWords } from "./coverage-days.js";
import { dayWords, pieceWords, strip } from "./coverage-strip.js";

const ASK_MS = 60000;
const AT_ONCE = 8;
/** A longer time is many thousand minutes of each source: it is read once. */
const FRESH_DAYS = 2;
const MOST_SOURCES = 500;
const MOST_GAPS = 200;
const DAYS = [[1, "today"], [2, "2 days"], [7, "7 days"], [14, "14 days"], [30, "30 days, all that is kept"]];

export function open(root, parameters) {
  const days = Number(parameters.get("days"));
  const view = {
    source: parameters.get("source") || "", days: DAYS.some(([number]) => number === days) ? days : 2, shown: AT_ONCE,
    ids: null, error: null, answers: new Map(), chosen: null, draw: () => render(page(view), root),
  };
  const asking = poll(({ signal }) => ask(view, signal), ASK_MS);
  view.again = () => asking.now();
  view.draw();
  return () => asking.end();
}

/** One after the other: an answer may hold many thousand minutes. */
async function ask(view, signal) {
  try {
    const { items } = await get(path("/api/sources", { limit: MOST_SOURCES }), { signal });
    view.ids = items.map(({ id }) => id);
    if (view.source && !view.ids.includes(view.source)) view.ids.push(view.source);
    view.error = null;
  } catch (error) {
    if (error.name === "AbortError") return;
    view.error = error;
  }
  view.draw();
  for (const id of shown(view)) {
    if (signal.aborted) return;
    if (view.days > FRESH_DAYS && view.answers.get(id)?.days) continue;
    await askOne(view, id, signal);
  }
}

async function askOne(view, id, signal) {
  const since = new Date(midnight(view.days - 1)).toISOString();
  try {
    const answer = await get(path("/api/coverage", { source: id, since }), { signal });
    view.answers.set(id, { ...daysOf(answer, view.days), expected: answer.expectedSeconds, heard: answer.heardSeconds,
      missing: answer.missingSeconds });
  } catch (error) {
    if (error.name === "AbortError") return;
    view.answers.set(id, { error });
  }
  view.draw();
}

function shown(view) {
  const ids = view.ids || [];
  return view.source ? ids.filter((id) => id === view.source) : ids.slice(0, view.shown);
}

function page(view) {
  return html`<div class="head"><div><h1>Coverage</h1><p class="lead">What was heard of each source, what was not, and why. Each
    strip is a day from midnight to midnight.</p></div></div>
    ${filters(view)}${legend()}
    ${view.error ? failed(view.error, view.again) : nothing}
    ${view.ids ? sources(view) : view.error ? nothing : loading("Asking for the sources")}`;
}

function filters(view) {
  const change = (name) => (event) => {
    view[name] = name === "days" ? Number(event.target.value) : event.target.value;
    view.answers.clear();
    view.chosen = null;
    remember({ source: view.source, days: view.days });
    view.draw();
    view.again();
  };
  return html`<form class="filters" aria-label="Coverage" @submit=${(event) => event.preventDefault()}>
    <label>Source <select @change=${change("source")}><option value="">all</option>
      ${(view.ids || []).map((id) => html`<option value=${id}
      .selected=${id === view.source}>${printed(id)}</option>`)}</select></label>
    <label>Days back <select @change=${change("days")}>
      ${DAYS.map(([number, name]) => html`<option value=${number}
      .selected=${number === view.days}>${name}</option>`)}</select></label></form>`;
}

function legend() {
  const sample = (kind, y, height) => html`<svg viewBox="0 0 24 16" aria-hidden="true"><rect class=${kind} x="0" width="24" y=${y}
    height=${height}></rect></svg>`;
  return html`<ul class="coverage-key small"
    aria-label="How to read the strips"><li>${sample("heard", 0, 16)}heard</li><li>${sample("gap", 8, 8)}could not listen</li>
    <li>${sample("asked", 8, 8)}paused, or not started</li><li>${sample("none", 7, 2)}nothing recorded</li></ul>`;
}

function sources(view) {
  if (view.ids.length === 0) {
    return empty("No source yet", "Add a source, and what is heard of it is recorded minute by minute.",
      html`<a class="button" href="#/sources?add">Add a source</a>`);
  }
  const more = () => {
    view.shown += AT_ONCE;
    view.again();
  };
  return html`${repeat(shown(view), (id) => id, (id) => card(view, id))}
    ${!view.source && view.ids.length > view.shown ? html`<div class="actions"><button type="button" @click=${more}>Show more
    sources (${view.ids.length - view.shown})</button></div>` : nothing}`;
}

function card(view, id) {
  const answer = view.answers.get(id);
  const retry = async () => {
    view.answers.delete(id);
    view.draw();
    await askOne(view, id);
  };
  return html`<section class="card coverage-source" aria-label=${`Coverage of ${printed(id)}`}>
    <div class="coverage-head"><h2>${printed(id)}</h2>${answer && !answer.error
    ? html`<span class="muted">${whole(answer)}</span>` : nothing}</div>
    ${!answer ? loading("Reading what was heard") : answer.error ? failed(answer.error, retry)
    : days(view, id, answer)}</section>`;
}

function whole({ expected, heard, missing }) {
  if (!expected) return "Nothing recorded: whether anything is missing is not known.";
  const most = Object.entries(missing).sort((a, b) => b[1] - a[1])[0];
  return `${percent(Math.min(1, heard / expected))} of ${duration(expected)} heard`
    + (most && most[1] >= 0.05 ? `; mostly missing: ${reasonWords(most[0])}, ${duration(most[1])}` : "");
}

function days(view, id, answer) {
  const isChosen = (entry) => view.chosen?.id === id && view.chosen.from === entry.from;
  const choose = (entry) => (piece) => {
    view.chosen = { id, from: entry.from, piece };
    view.draw();
  };
  const entry = answer.days.find(isChosen);
  const piece = entry?.pieces[Math.min(view.chosen.piece, entry.pieces.length - 1)];
  return html`${answer.days.map((each) => html`<div class="coverage-day"><span>${day(each.from)}</span>
      ${strip(printed(id), each, isChosen(each) ? view.chosen.piece : undefined, choose(each))}
      <span class="small muted">${dayWords(each)}</span></div>`)}
    <div class="coverage-hours small muted"
    aria-hidden="true"><span>${["0", "6", "12", "18", "24 h"].map((hour) => html`<i>${hour}</i>`)}</span></div>
    <p class="coverage-said small">${piece ? `${day(entry.from)}. ${pieceWords(piece)}`
    : html`<span class="muted">Choose a place on a strip; with the keyboard, arrows go from piece to piece and Page Up and Down
    from gap to gap.</span>`}</p>
    ${gaps(answer)}`;
}

function gaps(answer) {
  const all = answer.gaps.slice(-MOST_GAPS).reverse();
  if (all.length === 0) return nothing;
  return html`<details><summary>${count(answer.gaps.length, "gap")}${all.length < answer.gaps.length
    ? `, the newest ${all.length}` : ""} as a table</summary>
    <table><caption class="unseen">Gaps</caption><thead><tr><th scope="col">From</th><th scope="col">To</th><th
    scope="col">Length</th><th scope="col">Why</th></tr></thead>
    <tbody>${all.map(({ from, to, reason }) => html`<tr><th scope="row" class="number">${day(from)}
    ${clock(from)}</th><td class="number">${clock(to)}</td>
      <td class="number">${duration((to - from) / 1000)}</td><td>${reasonWords(reason)}</td></tr>`)}</tbody></table></details>`;
}
