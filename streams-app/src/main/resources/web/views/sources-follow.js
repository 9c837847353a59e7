// What happens after a source was written: connecting, then heard.
import { html, nothing } from "/lib/lit-html/lit-html.js";
import { get, of } from "../api.js";
import { count, dbfs, printed } from "../format.js";
import { poll } from "../poll.js";
import { HEARD, stateOf, stateWords } from "./sources-words.js";

const FOLLOW_MS = 2000;

/** Follows a source that was written until the dialog is closed. */
export function follow(source, draw) {
  const state = { source, error: null, end: () => {} };
  const ask = async ({ signal }) => {
    try {
      state.source = await get(of("/api/sources", source.id), { signal });
      state.error = null;
    } catch (error) {
      if (error.name === "AbortError") return;
      state.error = error.message;
    }
    draw();
  };
  state.end = poll(ask, FOLLOW_MS).end;
  return state;
}

/** How it goes; close() closes the dialog. */
export function followed(state, close) {
  const { source } = state;
  const id = stateOf(source);
  const [name, kind, meaning] = stateWords(id);
  const isHeard = HEARD.includes(id);
  const listening = source.listening || {};
  const level = listening.levelDbfs ?? source.levelDbfs;
  return html`<div class="sources-follow"><p role="status"><b class="dot ${kind || "muted"}">${isHeard
    && typeof level === "number"
      ? `${name}, ${dbfs(level)}` : name}</b><br>
      ${listening.reason ? printed(listening.reason) : meaning}</p>
    ${listening.tries > 1 ? html`<p class="muted">${count(listening.tries, "try", "tries")} so far.</p>` : nothing}
    ${listening.title ? html`<p>Title: ${printed(listening.title)}</p>` : nothing}
    ${source.heardTo ? html`<p class="good">Its audio is tagged: queries hear it.</p>`
      : isHeard ? html`<p class="muted">Its audio is not tagged yet; that takes a few seconds.</p>` : nothing}
    ${state.error ? html`<div class="notice bad" role="alert"><p>${state.error}</p></div>` : nothing}
    <div class="actions"><button type="button" class="main" @click=${() => close()}>${isHeard || source.paused ? "Done"
    : "Close, it goes on"}</button></div></div>`;
}
