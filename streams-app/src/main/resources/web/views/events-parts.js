// An event as a card or as a row.
import { html, nothing } from "/lib/lit-html/lit-html.js";
import { repeat } from "/lib/lit-html/directives/repeat.js";
import { classMap } from "/lib/lit-html/directives/class-map.js";
import { clock, day, duration, percent, printed, seconds } from "../format.js";
import { icon } from "../ui.js";
import { openWhy } from "../why.js";
import { picture } from "./events-pictures.js";

/** How long it lasted, or that it goes on. */
export function length(event) {
  const lasts = duration(seconds(event.onset, event.offset));
  return event.phase === "CLOSE" ? lasts : lasts + " so far";
}

/** What it is the event of, in words. */
export function subject(event) {
  return (event.absentSeconds === undefined ? "" : "Not heard: ") + printed(event.query.text || event.query.id);
}

function verdictChip({ verdict }) {
  if (!verdict) return nothing;
  const isRight = verdict.verdict === "RIGHT";
  return html`<span class="chip ${isRight ? "good" : "bad"}">${icon(isRight ? "right" : "wrong")}${isRight ? "Right" : "Wrong"}</span>`;
}

function phaseChip(event) {
  return event.phase === "CLOSE" ? nothing : html`<span class="chip warn dot">Still sounding</span>`;
}

/** The confidence on a line from 0 to 100 %, with a mark at the threshold. */
export function meter(event) {
  const at = (part) => (100 * Math.max(0, Math.min(1, part))).toFixed(1);
  return html`<span class="events-meter"><span class="number"><strong>${percent(event.confidence)}</strong>
      <span class="muted">threshold ${percent(event.threshold)}</span></span>
    <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="events-meter-ground" width="100" height="6"></rect>
      <rect class="events-meter-part" width=${at(event.confidence)} height="6"></rect><rect class="events-meter-mark" x=${at(event.threshold)} width="1" height="6"></rect></svg></span>`;
}

/** Right, wrong: the one that was said is pressed, and takes it back. */
export function verdictButtons(event, say) {
  const one = (judgement, name, key) => {
    const isSaid = event.verdict?.verdict === judgement;
    return html`<button type="button" class="events-${key}" aria-pressed=${isSaid} aria-label="${name}: ${subject(event)}" title="${name} (${key === "right" ? "r" : "w"})"
      @click=${() => say(event, isSaid ? null : judgement)}>${icon(key)}<span>${name}</span></button>`;
  };
  return html`<span class="events-say" role="group" aria-label="Was it right?">${one("RIGHT", "Right", "right")}${one("WRONG", "Wrong", "wrong")}</span>`;
}

function buttons(event, { say, details }) {
  const why = () => openWhy({ query: event.query.id, source: event.source, at: event.peak });
  return html`${verdictButtons(event, say)}
    <button type="button" class="events-why" @click=${why} aria-label="Why: ${subject(event)}" title="Why (y)">${icon("why")}<span>Why</span></button>
    <button type="button" @click=${() => details(event)} aria-label="Details: ${subject(event)}">Details</button>`;
}

function when(event) {
  return html`<time datetime=${event.onset}>${day(event.onset)} ${clock(event.onset)}</time>`;
}

/** A card for each. */
export function cards(events, state, actions) {
  return html`<div class="cards events-cards">${repeat(events, (event) => event.id, (event) => card(event, state, actions))}</div>`;
}

function card(event, { selected }, actions) {
  return html`<article class=${classMap({ card: true, "events-card": true, "events-selected": event.id === selected })} data-event=${event.id}
      tabindex="-1" aria-label="${subject(event)} in ${printed(event.source)}">
    ${picture(event, actions)}
    <div class="events-title"><h2>${subject(event)}</h2><span class="events-chips">${phaseChip(event)}${verdictChip(event)}</span></div>
    <p class="events-facts">${when(event)} <span class="muted">in</span> ${printed(event.source)}<span class="muted"> · </span><span class="number">${length(event)}</span></p>
    ${meter(event)}
    <div class="actions">${buttons(event, actions)}</div>
  </article>`;
}

/** A row for each. */
export function table(events, state, actions) {
  return html`<table class="stacks events-table"><caption class="unseen">Events, the latest first</caption>
    <thead><tr><th scope="col">Sound</th><th scope="col">When</th><th scope="col">Query</th><th scope="col">Source</th><th scope="col">Confidence</th>
      <th scope="col">Lasts</th><th scope="col">Verdict and more</th></tr></thead>
    <tbody>${repeat(events, (event) => event.id, (event) => row(event, state, actions))}</tbody></table>`;
}

function row(event, { selected }, actions) {
  return html`<tr class=${classMap({ "events-selected": event.id === selected })} data-event=${event.id} tabindex="-1">
    <td class="events-cell-picture">${picture(event, actions)}</td>
    <td data-label="When" class="number">${when(event)}</td>
    <th scope="row">${subject(event)} ${phaseChip(event)}${verdictChip(event)}</th>
    <td data-label="Source">${printed(event.source)}</td>
    <td data-label="Confidence">${meter(event)}</td>
    <td data-label="Lasts" class="number">${length(event)}</td>
    <td><div class="events-buttons">${buttons(event, actions)}</div></td></tr>`;
}
