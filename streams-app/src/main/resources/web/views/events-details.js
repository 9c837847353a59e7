// One event in full: its sound, each of its records, what it was made of, its evidence, and what its query is worth so far.
import { html, nothing } from "/lib/lit-html/lit-html.js";
import { blob, get, of, path } from "../api.js";
import { silence } from "../clip.js";
import { clock, dateTime, duration, percent, printed, seconds, words } from "../format.js";
import { dialog, failed, icon, loading, toast } from "../ui.js";
import { openWhy } from "../why.js";
import { length, meter, subject, verdictButtons } from "./events-parts.js";
import { picture, Pictures } from "./events-pictures.js";
import { verdictFigures } from "./events-query.js";

const FILES = [["audio.wav", "WAV"], ["audio.flac", "FLAC"], ["audio.opus", "Opus"], ["spectrogram.png", "Picture"]];

/** Opens it until it is closed. */
export function openEvent(id, actions) {
  const state = { event: null, evidence: null, counts: null, error: null, sound: {}, stop: new AbortController(), draw: () => {} };
  const pictures = new Pictures(() => state.draw());
  const leave = () => document.querySelector("dialog[open]")?.close();
  addEventListener("hashchange", leave);
  return dialog("Event", (close, draw) => {
    state.draw = draw;
    if (!state.asked) ask(id, state);
    if (state.error) return failed(state.error, () => ask(id, state));
    return state.event ? content(state, pictures, actions) : loading("Reading the event");
  }, { wide: true }).then(() => {
    removeEventListener("hashchange", leave);
    state.stop.abort();
    if (state.sound.isPlaying) silence();
    pictures.end();
  });
}

async function ask(id, state) {
  const { signal } = state.stop;
  state.asked = true;
  state.error = null;
  try {
    state.event = await get(of("/api/events", id), { signal });
  } catch (error) {
    state.error = error;
  }
  if (signal.aborted) return;
  state.draw();
  if (!state.event) return;
  await Promise.all([
    part(state, "evidence", of("/api/events", id, "/evidence")),
    part(state, "counts", of("/api/queries", state.event.query.id, "/verdicts")),
  ]);
}

/** A part may be missing without the others. */
async function part(state, name, url) {
  const { signal } = state.stop;
  try {
    state[name] = { answer: await get(url, { signal }) };
  } catch (error) {
    state[name] = { error };
  }
  if (!signal.aborted) state.draw();
}

function content(state, pictures, actions) {
  const { event } = state;
  const say = async (of_, judgement) => {
    await actions.say(of_, judgement);
    await part(state, "counts", of("/api/queries", event.query.id, "/verdicts"));
  };
  const why = () => openWhy({ query: event.query.id, source: event.source, at: event.peak });
  return html`<div class="events-details">
    <h3 class="events-name">${subject(event)}</h3>
    <p>${dateTime(event.onset)} <span class="muted">in</span> <a href="#/sources?source=${encodeURIComponent(event.source)}">${printed(event.source)}</a>,
      ${length(event)}${event.title ? html`, <span class="muted">while it played</span> ${printed(event.title)}` : nothing}</p>
    ${picture(event, { pictures, sound: () => state.sound, draw: state.draw })}
    <p class="hint">Two seconds before and after are heard, too. A bar above the picture marks the event.</p>
    ${meter(event)}
    <div class="actions">${verdictButtons(event, say)}<button type="button" @click=${why}>${icon("why")}Why</button>
      <button type="button" @click=${() => copyLink(event)}>Copy the link</button></div>
    ${said(event)}
    <h3>Files</h3>${files(event, state.evidence)}
    <h3>Records</h3>${records(event)}
    <h3>Verdicts of its query</h3>${state.counts?.error ? failed(state.counts.error) : state.counts ? verdictFigures(state.counts.answer) : loading("Counting")}
    <h3>Facts</h3>${facts(event)}</div>`;
}

function said({ verdict }) {
  if (!verdict) return nothing;
  return html`<p class="small muted">Called ${verdict.verdict === "RIGHT" ? "right" : "wrong"}${verdict.by ? " by " + printed(verdict.by) : ""}, ${dateTime(verdict.at)}${verdict.note
    ? ": " + printed(verdict.note) : ""}.</p>`;
}

async function copyLink(event) {
  const link = location.href.split("#")[0] + path("#/events", { event: event.id });
  try {
    await navigator.clipboard.writeText(link);
    toast("The link is copied.");
  } catch {
    toast("The browser does not let the page copy; this is the link: " + link, "bad");
  }
}

/** A link cannot send the key: the page fetches the file and hands it over. */
async function save(event, name) {
  try {
    const address = URL.createObjectURL(await blob(of("/api/events", event.id, "/" + name)));
    const link = Object.assign(document.createElement("a"), { href: address, download: event.id + "-" + name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  } catch (error) {
    toast(name + " cannot be had: " + error.message, "bad");
  }
}

function files(event, evidence) {
  if (!evidence) return loading("Looking for its sound");
  if (evidence.error) {
    const isGone = [404, 410].includes(evidence.error.status);
    return isGone ? html`<p class="notice warn">The sound is no longer kept: ${evidence.error.message}</p>` : failed(evidence.error);
  }
  const { clip } = evidence.answer;
  return html`<div class="actions">${FILES.map(([name, title]) => html`<button type="button" @click=${() => save(event, name)}>${title}</button>`)}
      <button type="button" @click=${() => save(event, "evidence")}>Facts (JSON)</button></div>
    <p class="small muted">${duration(clip.seconds)} from ${clock(clip.from, true)} on, ${clip.sampleRateHz.toLocaleString()} samples a second, ${clip.bitsPerSample} bits.
      ${clip.missing.map((gap) => `Missing: ${duration(seconds(gap.from, gap.to))} from ${clock(gap.from, true)} on, ${words(gap.reason)}.`).join(" ")}</p>`;
}

function records({ phases }) {
  return html`<table class="stacks"><caption class="unseen">Each record of the event</caption>
    <thead><tr><th scope="col">Phase</th><th scope="col">From</th><th scope="col">To</th><th scope="col">Confidence</th><th scope="col">Score</th><th scope="col">End</th></tr></thead>
    <tbody>${phases.map((record) => html`<tr><th scope="row">${words(record.phase)}</th><td data-label="From" class="number">${clock(record.onset, true)}</td>
      <td data-label="To" class="number">${clock(record.offset, true)}</td><td data-label="Confidence" class="number">${percent(record.confidence)}</td>
      <td data-label="Score" class="number">${record.score.toFixed(3)}</td><td data-label="End">${record.endReason === "NONE" ? "–" : words(record.endReason)}</td></tr>`)}</tbody></table>`;
}

function facts(event) {
  const rows = [["Event", event.id], ["Query", event.query.id], ["Version", event.query.version], ["Model", event.modelDigest.slice(0, 16)],
    ...Object.entries(event.query.labels).map(([name, value]) => ["Label " + printed(name), value]),
    ...(event.why?.backgroundPercentile !== undefined ? [["Background that scores less", event.why.backgroundPercentile.toFixed(1) + " %"]] : [])];
  return html`<table><caption class="unseen">Facts</caption><tbody>${rows.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${printed(value)}</td></tr>`)}</tbody></table>`;
}
