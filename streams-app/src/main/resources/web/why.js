// Why a query fired, or why it did not: one click from anywhere.
import { html, nothing } from "/lib/lit-html/lit-html.js";
import { ref } from "/lib/lit-html/directives/ref.js";
import { get, of, path, send } from "./api.js";
import { playButton, silence } from "./clip.js";
import { dateTime, printed } from "./format.js";
import { dialog, failed, loading, toast } from "./ui.js";
import { drawHops } from "./why/chart.js";
import { decided, hopTable, key, recorded, suggested } from "./why/parts.js";
import { verdict } from "./why/words.js";

/** Opens the answer for a query, a source and a moment (ISO-8601). */
export function openWhy({ query, source, at }) {
  const state = { query, source, at, answer: null, error: null, audio: null, sound: {}, place: null, end: () => {},
    stop: new AbortController() };
  return dialog("Why, or why not?", (close, draw) => {
    state.draw = draw;
    // The same function each time: lit-html would take a new one for another place.
    state.placed ||= (place) => show(state, place);
    if (!state.asked) ask(state);
    return content(state);
  }, { wide: true }).then(() => {
    state.stop.abort();
    state.end();
    if (state.sound.isPlaying) silence();
  });
}

async function ask(state) {
  state.asked = true;
  state.error = null;
  const { query, source, at, stop: { signal } } = state;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  try {
    state.answer = await get(path("/api/explain", { query, source, at, zone }), { signal });
  } catch (error) {
    if (error.name === "AbortError") return;
    state.error = error;
  }
  state.draw();
  if (state.answer?.hops.length) findAudio(state);
}

/** The kept audio around the moment; there may be none any more. */
async function findAudio(state) {
  const { hops } = state.answer;
  const url = path(of("/api/sources", state.source, "/audio.wav"), { from: hops[0].start, to: hops.at(-1).end });
  try {
    await send("HEAD", url, undefined, { signal: state.stop.signal });
    state.audio = url;
    state.draw();
  } catch {
    // Nothing is kept of it: there is no button then.
  }
}

function content(state) {
  const { query, source, at, answer, error } = state;
  const again = () => {
    ask(state);
    state.draw();
  };
  return html`<p class="muted">${answer ? html`“${printed(answer.queryText)}” (${printed(query)})` : printed(query)} in
    ${printed(source)}, ${dateTime(at)}</p>
    ${error ? failed(error, again) : answer ? explained(state) : loading("Explaining")}`;
}

function explained(state) {
  const { answer } = state;
  const [sentence, kind] = verdict(answer);
  return html`<div class="notice ${kind}" role="status"><p><b>${sentence}</b></p></div>
    ${answer.hops.length > 1 ? html`<div class="why-chart" ${ref(state.placed)}></div>${key(answer)}` : nothing}
    <div class="actions">${state.audio
    ? html`<span class="why-hear">${playButton(state.sound, state.audio, state.draw, "Hear the moment")}
        <span aria-hidden="true">${state.sound.isPlaying ? "Stop" : "Hear the moment"}</span></span>` : nothing}
      <button type="button" @click=${() => copy(answer)}>Copy as text</button></div>
    ${answer.hops.length ? hopTable(answer) : nothing}
    ${suggested(answer, Boolean(state.query))}
    ${recorded(answer)}
    ${decided(answer)}
    ${answer.notes.length ? html`<h3>Notes</h3><ul
    class="why-list">${answer.notes.map((note) => html`<li>${printed(note)}</li>`)}</ul>` : nothing}
    <details><summary>All of it as text</summary><pre>${answer.text.join("\n")}</pre></details>`;
}

/** The chart needs its place on the page; lit-html calls with none when that goes. */
function show(state, place) {
  if (place === state.place) return;
  state.end();
  state.place = place;
  state.end = () => {};
  if (!place) return;
  requestAnimationFrame(() => {
    if (state.place === place && place.isConnected) state.end = drawHops(place, state.answer);
  });
}

async function copy(answer) {
  try {
    await navigator.clipboard.writeText(answer.text.join("\n"));
    toast("The explanation is copied.");
  } catch {
    toast("This browser does not let the page copy; take the text from “All of it as text”.", "bad");
  }
}
