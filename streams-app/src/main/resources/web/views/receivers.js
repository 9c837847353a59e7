// The receivers: who is told of events, of which ones, and how that goes.
import { html, nothing, render } from "/lib/lit-html/lit-html.js";
import { repeat } from "/lib/lit-html/directives/repeat.js";
import { get, of, path, send } from "../api.js";
import { ago, clock, dateTime, printed } from "../format.js";
import { poll } from "../poll.js";
import { confirm, empty, failed, loading, toast } from "../ui.js";
import { act } from "./acts.js";
import { openForm } from "./receivers-form.js";
import { outcome, testOf } from "./receivers-test.js";
import { KINDS, routeWords, stateOf, timeWords } from "./receivers-words.js";

const ASK_MS = 4000;
const PAGE = 100;
const DEAD = 50;

export function open(root, parameters) {
  const view = { items: null, next: null, wanted: PAGE, dead: null, error: null, deadError: null, busy: new Set(),
    tests: new Map(), untold: new Map(), turn: 0, draw: () => render(page(view), root) };
  const asking = poll(({ signal }) => ask(view, signal), ASK_MS);
  view.again = () => asking.now();
  view.draw();
  if (parameters.has("add")) add(view);
  return () => asking.end();
}

async function ask(view, signal) {
  try {
    const { items, next } = await get(path("/api/receivers", { limit: view.wanted }), { signal });
    Object.assign(view, { items, next, error: null });
    const ids = new Set(items.map(({ id }) => id));
    for (const kept of [view.tests, view.untold]) for (const id of kept.keys()) if (!ids.has(id)) kept.delete(id);
    view.draw();
    await askUntold(view, signal);
  } catch (error) {
    if (error.name === "AbortError") return;
    view.error = error;
  }
  try {
    view.dead = (await get(path("/api/dead-notifications", { limit: DEAD }), { signal })).items;
    view.deadError = null;
  } catch (error) {
    if (error.name === "AbortError") return;
    view.deadError = error;
  }
  view.draw();
}

/** A list does not count what is untold, because Kafka has to be asked: one receiver each time, those that fail first. */
async function askUntold(view, signal) {
  const failing = view.items.filter(({ state }) => state?.attempts > 0);
  const some = failing.length ? failing : view.items.filter(({ readable }) => readable);
  if (!some.length) return;
  const { id } = some[view.turn++ % some.length];
  view.untold.set(id, (await get(of("/api/receivers", id), { signal })).untold);
}

async function add(view) {
  if (await openForm(null)) view.again();
}

async function edit(view, id) {
  try {
    const { data, etag } = await send("GET", of("/api/receivers", id));
    if (await openForm(data, etag)) view.again();
  } catch (error) {
    toast(`${printed(id)} cannot be edited: ${error.message}`, "bad");
  }
}

function test(view, id) {
  return act(view, id, async () => { view.tests.set(id, await testOf(id)); });
}

function turn(view, { id, enabled }) {
  const word = enabled ? "disable" : "enable";
  return act(view, id, () => send("POST", of("/api/receivers", id, "/" + word)), enabled ? "disabled."
    : "enabled; it is told of what happens from now on.");
}

async function remove(view, id) {
  const isSure = await confirm(`Remove ${printed(id)}?`,
    "It is told nothing any more, and what it has not been told yet is forgotten.", "Remove the receiver");
  if (isSure) act(view, id, () => send("DELETE", of("/api/receivers", id)), "removed.");
}

function page(view) {
  return html`<div class="head"><div><h1>Receivers</h1><p class="lead">Who is told of events: a program, a chat room, a phone, a
    mailbox.</p></div>
      <button type="button" class="main" @click=${() => add(view)}>Add a receiver</button></div>
    ${view.error ? failed(view.error, view.again) : nothing}
    ${view.items ? list(view) : view.error ? nothing : loading("Asking for the receivers")}
    ${view.items ? html`<h2>What was never told</h2>${dead(view)}` : nothing}`;
}

function list(view) {
  if (view.items.length === 0) {
    return empty("Nobody is told",
      "Add a receiver, and it is told of each event as it begins: by webhook, Slack, Discord, Teams, ntfy, MQTT, mail or Alertmanager.",
      html`<button type="button" class="main" @click=${() => add(view)}>Add a receiver</button>`);
  }
  const more = () => {
    view.wanted = Math.min(500, view.wanted + PAGE);
    view.again();
  };
  return html`<div class="rows">${repeat(view.items, ({ id }) => id, (receiver) => card(view, receiver))}</div>
    ${view.next && view.wanted < 500 ? html`<div class="actions"><button type="button" @click=${more}>Show more</button></div>`
    : nothing}`;
}

function card(view, receiver) {
  const [name, kind, more] = stateOf(receiver);
  const id = printed(receiver.id);
  return html`<article class="card receivers-card" aria-busy=${String(view.busy.has(receiver.id))}>
    <div class="receivers-head"><h2>${id}</h2><span class="chip">${KINDS[receiver.kind]?.name
    || printed(receiver.kind || "unknown")}</span>
      <span class="chip ${kind}">${name}</span></div>
    ${more ? html`<p class=${kind === "bad" ? "bad" : "muted"}>${printed(more)}</p>` : nothing}
    ${receiver.readable ? html`<p class="receivers-address small muted">${printed(receiver.address)}</p><p>${routeWords(receiver)}
    <span class="muted">${timeWords(receiver)}</span></p>${facts(receiver, view.untold.get(receiver.id), kind === "bad")}`
    : nothing}
    ${outcome(view.tests.get(receiver.id))}
    ${actions(view, receiver, id)}</article>`;
}

function facts(receiver, untold, isFailing) {
  const { delivered = "0", lastSuccess, lastError, lastErrorAt, nextTry } = receiver.state || {};
  return html`<dl class="receivers-facts small"><div><dt>Delivered</dt><dd>${Number(delivered).toLocaleString()}${lastSuccess
    ? html`, the last ${ago(lastSuccess)}` : nothing}</dd></div>
    <div><dt>Untold</dt><dd>${untold === undefined ? "not known" : Number(untold).toLocaleString()}</dd></div>
    ${lastError ? html`<div><dt>Last error</dt><dd>${isFailing ? nothing : printed(lastError) + ", "}${lastErrorAt
    ? dateTime(lastErrorAt) : ""}</dd></div>` : nothing}
    ${nextTry ? html`<div><dt>Next try</dt><dd>${clock(nextTry)}</dd></div>` : nothing}</dl>`;
}

function actions(view, receiver, id) {
  const isBusy = view.busy.has(receiver.id);
  return html`<div class="actions">
    ${receiver.readable ? html`<button type="button" ?disabled=${isBusy} @click=${() => test(view, receiver.id)}
    aria-label=${`Send a test message to ${id}`}>Test</button>
    <button type="button" ?disabled=${isBusy} @click=${() => edit(view, receiver.id)} aria-label=${`Edit ${id}`}>Edit</button>
    <button type="button" ?disabled=${isBusy} @click=${() => turn(view, receiver)}
    aria-label=${`${receiver.enabled ? "Disable" : "Enable"} ${id}`}>${receiver.enabled ? "Disable" : "Enable"}</button>`
      : nothing}
    <button type="button" class="danger" ?disabled=${isBusy} @click=${() => remove(view, receiver.id)}
    aria-label=${`Remove ${id}`}>Remove</button></div>`;
}

function dead(view) {
  if (view.deadError) return failed(view.deadError, view.again);
  if (!view.dead) return loading("Asking for what was never told");
  if (view.dead.length === 0) return html`<p class="muted">Nothing: each notification was taken, or is still being tried.</p>`;
  return html`<table class="stacks"><caption class="small muted">The newest ${view.dead.length} events that receivers never
    took</caption>
    <thead><tr><th scope="col">When</th><th scope="col">Receiver</th><th scope="col">Event</th><th scope="col">Why</th><th
    scope="col">Tries</th></tr></thead>
    <tbody>${view.dead.map((each) => html`<tr><td data-label="When" class="number">${dateTime(each.at)}</td><th
    scope="row">${printed(each.receiver)}</th>
      <td data-label="Event">${eventWords(each.event)}</td><td data-label="Why">${printed(each.reason)}</td><td data-label="Tries"
      class="number">${each.attempts}</td></tr>`)}</tbody></table>`;
}

function eventWords(event) {
  const query = event?.query?.text || event?.query?.id;
  return query ? html`${printed(query)} in ${printed(event.source)}${event.onset ? `, ${dateTime(event.onset)}` : ""}`
    : html`<span class="muted">not known</span>`;
}
