// A moment of a source: what was heard then, why or why not, and how it sounded.
import { html, nothing, render } from "/lib/lit-html/lit-html.js";
import { get, of, path } from "../api.js";
import { playButton, silence } from "../clip.js";
import { clock, percent, printed } from "../format.js";
import { icon } from "../ui.js";
import { openWhy } from "../why.js";

const BEFORE_MS = 4000;
const AFTER_MS = 2000;
const AUDIO = "/api/sources/{id}/audio.wav";
let asked = null;

function iso(ms) {
  return new Date(ms).toISOString();
}

/** Whether this service lets a source's kept audio be heard; asked once. */
function canHear() {
  asked ??= get("/api/openapi.json").then((document) => AUDIO in document.paths, () => {
    asked = null;
    return false;
  });
  return asked;
}

function scores(row, hop, names, ask) {
  if (!hop) return html`<p class="muted">No scores are known of this moment; you can ask for any query.</p>`;
  return html`<table><caption class="small muted">The best queries of the hop from ${clock(hop.fromMs, true)} to ${clock(hop.toMs, true)}</caption>
    <thead><tr><th scope="col">Query</th><th scope="col">Confidence</th><th scope="col">Opens at</th><th scope="col">Why?</th></tr></thead>
    <tbody>${hop.scores.map((score) => html`<tr><th scope="row">${printed(names(score.query))}</th>
      <td class="number">${percent(score.confidence)}${score.confidence >= score.openConfidence ? ", over" : ""}</td>
      <td class="number">${percent(score.openConfidence)}</td>
      <td><button type="button" @click=${() => ask(score.query)}>${score.confidence >= score.openConfidence ? "Why" : "Why not"}
        <span class="unseen">${printed(names(score.query))}</span></button></td></tr>`)}</tbody></table>`;
}

/** Shows a moment below its row until it is closed; returns what closes it. */
export function openMoment(row, ms, queries, names, closed) {
  const place = row.parts.moment;
  const state = { canHear: null };
  const ask = (query) => openWhy({ query, source: row.id, at: iso(ms) });
  const url = path(of("/api/sources", row.id, "/audio.wav"), { from: iso(ms - BEFORE_MS), to: iso(ms + AFTER_MS) });
  const close = () => {
    silence();
    render(nothing, place);
    place.hidden = true;
    place.onkeydown = null;
  };
  const choose = (event) => {
    event.preventDefault();
    const query = event.target.elements.query.value;
    if (query) ask(query);
  };
  const draw = () => render(html`
    <div class="head"><h3 tabindex="-1">${clock(ms, true)} in ${printed(row.id)}</h3>
      <button type="button" class="quiet" aria-label="Close the moment" @click=${closed}>${icon("close")}</button></div>
    ${scores(row, row.sound.hop(ms), names, ask)}
    <div class="live-choices">
      ${state.canHear ? html`<span class="live-hear">${playButton(state, url, draw, "Play the moment")}
        <span>Hear ${BEFORE_MS / 1000} s before and ${AFTER_MS / 1000} s after</span></span>` : nothing}
      <form @submit=${choose}><label>Another query <select name="query"><option value="">Choose</option>
        ${queries().map((query) => html`<option value=${query.id}>${printed(query.text || query.id)}</option>`)}</select></label>
        <button>Why, or why not?</button></form>
    </div>`, place);
  place.hidden = false;
  place.onkeydown = (event) => {
    if (event.key === "Escape") closed();
  };
  draw();
  canHear().then((answer) => {
    state.canHear = answer;
    if (!place.hidden) draw();
  });
  return close;
}
