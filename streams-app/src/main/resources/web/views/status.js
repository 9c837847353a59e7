// How the service is: lag, real time factor, memory, model; what it could not use.
import { html, nothing, render } from "/lib/lit-html/lit-html.js";
import { get, of, path, send } from "../api.js";
import { count, dateTime, duration, printed } from "../format.js";
import { poll } from "../poll.js";
import { failed, loading, toast } from "../ui.js";
import { charts, note } from "./status-charts.js";

const ASK_MS = 5000;
const LETTERS_MS = 15000;
const LETTERS = 50;
const SLOW_LAG = 10;
const FULL = 0.9;
const EVIDENCE = { NONE: "nowhere: clips are cut from what Kafka keeps", FOLDER: "in a folder of the service",
  BUCKET: "in a bucket (S3)" };

export function open(root) {
  const view = { status: null, error: null, letters: null, lettersError: null, busy: new Set(), history: [],
    drawn: null, draw: () => render(page(view), root) };
  const asking = poll(({ signal }) => ask(view, signal), ASK_MS);
  const reading = poll(({ signal }) => readLetters(view, signal), LETTERS_MS);
  view.again = () => asking.now();
  view.readAgain = () => reading.now();
  view.draw();
  return () => {
    asking.end();
    reading.end();
    view.drawn?.end();
  };
}

async function ask(view, signal) {
  try {
    view.status = await get("/api/status", { signal });
    view.error = null;
    note(view.history, view.status);
  } catch (error) {
    if (error.name === "AbortError") return;
    view.error = error;
  }
  view.draw();
  view.drawn?.show(view.history);
}

async function readLetters(view, signal) {
  try {
    view.letters = (await get(path("/api/dead-letters", { limit: LETTERS }), { signal })).items;
    view.lettersError = null;
  } catch (error) {
    if (error.name === "AbortError") return;
    view.lettersError = error;
  }
  view.draw();
}

async function retry(view, id) {
  view.busy.add(id);
  view.draw();
  try {
    const { data } = await send("POST", of("/api/dead-letters", id, "/retry"));
    toast(`The record is written to ${printed(data.topic)} again.`);
  } catch (error) {
    toast(error.status === 403 ? "Only an admin may try a record again." : `It could not be tried again: ${error.message}`,
      "bad");
  }
  view.busy.delete(id);
  view.readAgain();
}

function page(view) {
  const { status, error } = view;
  return html`<div class="head"><div><h1>Status</h1><p class="lead">How this process is, and what it could not
    use.</p></div></div>
    ${error ? failed(error, view.again) : nothing}
    ${status ? html`${state(status)}${figures(status)}${charts(view)}${model(status)}` : error ? nothing
    : loading("Asking how the service is")}
    <h2>Dead letters</h2>${letters(view)}
    <h2>For programs</h2><ul class="status-links"><li><a href="/metrics">Metrics</a> for
    Prometheus</li><li><a href="/live">Live</a>: whether to restart it</li>
      <li><a href="/ready">Ready</a>: whether audio is tagged and every query
      matched</li><li><a href="/api/openapi.json">Description of the API</a> (OpenAPI)</li></ul>`;
}

function state(status) {
  const role = { all: "It listens to sources and tags them.", ingest: "It listens to sources; others tag them.",
    tag: "It tags what others listen to." }[status.role];
  return html`<div class="notice ${status.ready ? "good" : "warn"}"><p><b>${status.ready ? "Ready" : "Not ready"}</b>:
    ${printed(status.state)}. ${role || ""}</p></div>`;
}

/** Figures that a program of an older version does not tell are missing. */
function figures(status) {
  const { lagSeconds, waitingRecords, realTimeFactor, memory = {} } = status;
  const heap = memory.heapMostBytes > 0 ? memory.heapUsedBytes / memory.heapMostBytes : 0;
  const slow = lagSeconds > SLOW_LAG;
  return html`<dl class="figures">
    ${figure("Lag", lagSeconds === undefined ? "not known" : lagSeconds === null ? "no audio" : duration(lagSeconds), slow
    ? "behind: the machine may be too slow" : "from the microphone to the decision", slow)}
    ${figure("Waiting to be tagged", waitingRecords === null || waitingRecords === undefined ? "not known"
    : count(Number(waitingRecords), "record"), "chunks of audio")}
    ${figure("Real time factor", realTimeFactor === undefined ? "not known" : realTimeFactor.toFixed(2),
    "seconds of audio tagged a second, over a minute")}
    ${figure("Heap", memory.heapUsedBytes ? bytes(memory.heapUsedBytes) : "not known", memory.heapMostBytes
    ? `of ${bytes(memory.heapMostBytes)} at most` : "", heap > FULL)}
    ${figure("Resident memory", memory.residentBytes ? bytes(memory.residentBytes) : "not known", "of the whole process")}
    ${figure("Running for", status.started ? duration((Date.now() - new Date(status.started)) / 1000) : "not known",
    status.started ? `since ${dateTime(status.started)}` : "")}
    ${figure("Queries", status.queryCount.toLocaleString(), html`<a href="#/queries">see them</a>`)}
    ${figure("Sources", status.sourceCount.toLocaleString(), html`<a href="#/sources">see them</a>`)}
    ${figure("Refused chunks", Number(status.refusedChunks ?? 0).toLocaleString(), "of audio, since the start",
    Number(status.refusedChunks) > 0)}</dl>`;
}

function figure(name, value, more, isBad = false) {
  return html`<div class=${isBad ? "status-warned" : ""}><dt>${name}</dt><dd>${value}<span
    class="status-more">${isBad ? "look at this: " : ""}${more}</span></dd></div>`;
}

function bytes(text) {
  const mib = Number(text) / 1048576;
  return mib >= 1024 ? (mib / 1024).toFixed(1) + " GiB" : mib.toFixed(0) + " MiB";
}

function model(status) {
  const { model: used, version, evidence } = status;
  return html`<h2>What runs</h2><dl class="why-facts">
    <div><dt>Earshot</dt><dd>${version ? printed(version) : "not known"}, role ${printed(status.role)}</dd></div>
    <div><dt>Model</dt><dd>${used ? html`${printed(used.name)}, version ${printed(used.version)}${used.licence
    ? `, licence ${printed(used.licence)}` : ""}
      <span class="small muted status-digest">${used.digest}</span>` : "none: this process tags nothing"}</dd></div>
    <div><dt>Clips</dt><dd>${EVIDENCE[evidence] || "not known"}</dd></div></dl>`;
}

function letters(view) {
  if (view.lettersError) return failed(view.lettersError, view.readAgain);
  if (!view.letters) return loading("Asking for dead letters");
  if (view.letters.length === 0) return html`<p class="muted">None: every record could be used.</p>`;
  return html`<table class="stacks"><caption class="small muted">The newest ${view.letters.length} records that could not be used;
    an admin may have one written again</caption>
    <thead><tr><th scope="col">When</th><th scope="col">Reason</th><th scope="col">From</th><th scope="col">Size</th><th
    scope="col"><span class="unseen">Actions</span></th></tr></thead>
    <tbody>${view.letters.map((letter) => row(view, letter))}</tbody></table>`;
}

function row(view, letter) {
  const place = letter.topic ? `${letter.topic}${letter.partition ? ` ${letter.partition}` : ""}${letter.offset
    ? `, offset ${letter.offset}` : ""}` : "not known";
  return html`<tr><td data-label="When" class="number">${dateTime(letter.at)}</td><th
    scope="row"><b>${printed(letter.reason)}</b><br><span class="small">${printed(letter.detail)}</span></th>
    <td data-label="From">${printed(place)}${letter.key ? html`<br><span class="small muted">key ${printed(letter.key)}</span>`
    : nothing}</td>
    <td data-label="Size" class="number">${letter.bytes.toLocaleString()} B</td>
    <td><button type="button" class="small" ?disabled=${view.busy.has(letter.id)} @click=${() => retry(view, letter.id)}
    aria-label=${`Try the record ${letter.id} again`}>Try again</button></td></tr>`;
}
