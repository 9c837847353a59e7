// What a query would have done in the last hours, while it is written.
import { html, nothing } from "/lib/lit-html/lit-html.js";
import { repeat } from "/lib/lit-html/directives/repeat.js";
import { of, path, send } from "../api.js";
import { silence } from "../clip.js";
import { count, dateTime, duration, percent, perDay, printed, seconds } from "../format.js";
import { announce, dialog, empty, failed, loading } from "../ui.js";
import { Curve } from "./queries-curve.js";

const HOURS = [1, 6, 24];
const MOST_EVENTS = 200;
const SHOWN = 8;
const AROUND_S = 2;
const LONGEST_CLIP_S = 60;
const TRIES = 6;
const RETRY_MS = 3000;

/** Asks, and shows the answer. draw() is called when there is something new, choose(threshold) when one is chosen on the curve. */
export class Preview {
  #draw;
  #curve;
  #asking = null;
  #isAsking = false;
  #query = null;
  #said = null;
  #error = null;
  #hours = 1;
  #shown = SHOWN;
  #threshold = null;

  constructor(draw, choose) {
    this.#draw = draw;
    this.#curve = new Curve(choose);
  }

  end() {
    this.#asking?.abort();
    this.#curve.end();
  }

  /** Whatever is being asked is no longer of use. */
  wait(isNothing) {
    this.#asking?.abort();
    this.#isAsking = !isNothing;
    if (isNothing) this.#said = this.#error = this.#query = null;
  }

  /** Shows only what would pass this threshold, until the service has judged it. */
  choose(threshold) {
    this.#threshold = threshold;
    this.#curve.choose(threshold);
  }

  async ask(query) {
    this.#asking?.abort();
    const { signal } = this.#asking = new AbortController();
    this.#query = query;
    this.#isAsking = true;
    this.#draw();
    try {
      const since = new Date(Date.now() - this.#hours * 3600e3).toISOString();
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      const { id, evidence, ...judged } = query;
      this.#took(await judge({ query: judged, since, events: MOST_EVENTS, zone }, signal));
    } catch (error) {
      if (signal.aborted) return;
      this.#said = null;
      this.#error = error;
    }
    this.#isAsking = false;
    this.#draw();
  }

  #took(said) {
    silence();
    this.#said = said;
    this.#error = null;
    this.#threshold = null;
    this.#shown = SHOWN;
    this.#curve.show(said, this.#query);
    announce(count(said.events, "event") + " in " + duration(said.heardSeconds) + " of audio");
  }

  view() {
    const choose = (hours) => {
      this.#hours = hours;
      if (this.#query) this.ask(this.#query);
      else this.#draw();
    };
    return html`<div class="head queries-preview-head"><h2>What it would have done</h2>
      <div class="queries-hours" role="group" aria-label="How far back">${HOURS.map((hours) => html`<button type="button"
        aria-pressed=${String(hours === this.#hours)} @click=${() => choose(hours)}>${hours === 1 ? "last hour" : hours + " h"}</button>`)}</div></div>
      ${this.#isAsking ? loading("Listening again to what was kept") : nothing}${this.#content()}`;
  }

  #content() {
    if (this.#error?.status === 404) {
      return empty("Nothing to judge yet", this.#error.message + " It can be saved all the same; it listens from then on.");
    }
    if (this.#error) return failed(this.#error, () => this.ask(this.#query));
    if (!this.#said) {
      return this.#isAsking ? nothing : empty("Say what should be heard", "As you write, the last hours are listened to again with your words.");
    }
    return html`<div class=${this.#isAsking ? "queries-stale" : ""}>${this.#summary()}${this.#curve.view()}${this.#events()}${this.#sources()}</div>`;
  }

  #summary() {
    const said = this.#said;
    return html`<p class="queries-verdict">${said.events === 0 ? html`<strong>Silent:</strong> no event` : html`<strong>${count(said.events, "event")}</strong>`}
        in ${duration(said.heardSeconds)} of audio from ${count(said.sources.length, "source")}${said.events ? html`, that is <strong>${perDay(said.eventsPerDay)}</strong>` : nothing};
        ${said.nearMisses ? count(said.nearMisses, "near miss", "near misses") : "no near misses"}.</p>
      ${said.notes.map((text) => html`<p class="notice warn">${printed(text)}</p>`)}${this.#leftOut()}`;
  }

  /** What was not judged, and why. */
  #leftOut() {
    const said = this.#said;
    const parts = [
      [said.segmentsOfOtherModels, "was heard by another model"], [said.segmentsRepeated, "came twice"],
      [said.segmentsOfTooManySources, "is of more sources than one preview judges"],
    ].filter(([segments]) => segments > 0).map(([segments, why]) => count(segments, "second") + " " + why);
    return parts.length ? html`<p class="hint">Left out: ${parts.join("; ")}.</p>` : nothing;
  }

  #events() {
    const said = this.#said;
    if (said.events === 0) return html`<p class="muted">With these words nothing would have fired. Lower the threshold on the curve, or hear more hours.</p>`;
    const passing = said.newestEvents.filter((event) => this.#threshold === null || event.absentSeconds !== undefined || event.confidence >= this.#threshold);
    const shown = passing.slice(0, this.#shown);
    return html`<h3>Would have fired</h3>
      ${this.#threshold === null ? nothing : html`<p class="hint" role="status">${passing.length} of ${said.newestEvents.length} reach ${percent(this.#threshold)}.</p>`}
      <ul class="rows queries-events">${repeat(shown, (event) => event.eventId + event.onset, (event) => this.#event(event))}</ul>
      ${passing.length > shown.length ? html`<button type="button" @click=${() => { this.#shown += 20; this.#draw(); }}>
        Show more of ${passing.length}</button>` : nothing}
      ${said.events > said.newestEvents.length ? html`<p class="hint">The newest ${said.newestEvents.length} of ${said.events} are listed.</p>` : nothing}`;
  }

  #event(event) {
    const length = seconds(event.onset, event.offset);
    const from = new Date(new Date(event.onset) - AROUND_S * 1e3);
    const to = new Date(Math.min(+new Date(event.offset) + AROUND_S * 1e3, +from + LONGEST_CLIP_S * 1e3));
    const span = { from: from.toISOString(), to: to.toISOString() };
    const label = printed(event.source) + ", " + dateTime(event.onset);
    return html`<li class="queries-event"><p class="queries-facts"><strong class="number">${dateTime(event.onset)}</strong><span>${printed(event.source)}</span>
        <span class="number">${duration(event.absentSeconds ?? length)}${event.absentSeconds === undefined ? "" : " without it"}</span>
        <span class="number">${percent(event.confidence)} confidence</span>
        <button type="button" class="quiet queries-why" @click=${() => openTriedWhy(this.#query, event)} aria-label=${"Why? " + label}>Why?</button></p>
      <earshot-clip label=${label} .picture=${path(of("/api/sources", event.source, "/spectrogram.png"), span)}
        .audio=${path(of("/api/sources", event.source, "/audio.wav"), span)}></earshot-clip></li>`;
  }

  #sources() {
    return html`<details class="queries-by-source"><summary>By source</summary><table class="stacks"><caption class="unseen">By source</caption>
      <thead><tr>${["Source", "Heard", "Events", "A day", "Near misses", "Opens at"].map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
      <tbody>${this.#said.sources.map((source) => html`<tr><th scope="row">${printed(source.source)}</th><td data-label="Heard">${duration(source.heardSeconds)}</td>
        <td data-label="Events">${source.events}</td><td data-label="A day">${perDay(source.eventsPerDay)}</td><td data-label="Near misses">${source.nearMisses}</td>
        <td data-label="Opens at">${percent(source.operatingPoint.openConfidence)}, set by the ${source.operatingPoint.decidedBy.toLowerCase()}</td></tr>`)}</tbody></table></details>`;
  }
}

/** Asks for a preview, and again where the service is busy with the one before, which goes on though nobody waits for it. */
async function judge(body, signal) {
  for (let tries = 1; ; tries++) {
    try {
      return (await send("POST", "/api/preview", body, { signal })).data;
    } catch (error) {
      if (error.status !== 503 || tries === TRIES) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    signal.throwIfAborted();
  }
}

/** Why a query that is only tried would have fired at an event. */
function openTriedWhy({ id, evidence, ...query }, event) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const state = {};
  return dialog("Why would it fire?", (close, draw) => {
    state.asked ??= send("POST", "/api/explain", { query, source: event.source, at: event.onset, zone })
      .then(({ data }) => { state.said = data; }, (error) => { state.error = error; }).then(draw);
    return html`<p class="muted">${printed(query.text)} in ${printed(event.source)}, ${dateTime(event.onset)}</p>
      ${state.error ? failed(state.error) : state.said ? html`<pre>${state.said.text.join("\n")}</pre>` : loading("Explaining")}`;
  }, { wide: true });
}
