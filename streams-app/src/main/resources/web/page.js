"use strict";

const PERIOD_MS = 1000;
const SLOW_PERIOD_MS = 10000;
const EVENTS_SHOWN = 100;
const NEAR_MISSES_SHOWN = 10;
const ROWS_SHOWN = 200;
const shownEvents = new Map();
let stream = null;
let key = "";

// Escapes characters that would break a line or turn its direction, as a program would write them.
function printed(text) {
  const short = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  return String(text).replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    (c) => short[c] || "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
}

function cell(text, className) {
  const td = document.createElement("td");
  td.textContent = printed(text);
  if (className) td.className = className;
  return td;
}

function fill(name, rows) {
  document.getElementById(name).replaceChildren(...rows.map((cells) => {
    const tr = document.createElement("tr");
    tr.append(...cells);
    return tr;
  }));
  document.getElementById("no-" + name).hidden = rows.length > 0;
}

// Audio time in the viewer's zone.
function clock(iso) {
  return new Date(iso).toLocaleTimeString([], {
    hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 1, hourCycle: "h23",
  });
}

function percent(confidence) {
  return (100 * confidence).toFixed(0) + " %";
}

function ending(event) {
  if (event.phase === "CLOSE") return "over: " + event.endReason.toLowerCase().replace("_", " ");
  return event.absentSeconds == null ? "sounding" : "absent for " + Math.floor(event.absentSeconds) + " s";
}

// A query in one cell.
function meaning(query) {
  const or = (query.otherTexts || []).map((t) => "or " + t);
  return [query.text, ...or, ...(query.negatives || []).map((t) => "not " + t)].join(", ");
}

// A state in words.
function words(state) {
  return { PENDING: "not matched yet", REFUSED: "cannot be matched", LEFT_OVER: "left over",
    UNKNOWN: "matched elsewhere" }[state] || state.toLowerCase();
}

function queryState(query) {
  if (!query.enabled) return cell("disabled");
  if (query.errors.length) return cell(words(query.state) + ": " + query.errors.join("; "), "problem");
  if (query.state !== "REGISTERED") return cell(words(query.state));
  return query.warnings.length ? cell("matched, but " + query.warnings.join("; "), "problem") : cell("matched");
}

// How listening to a source goes; empty for one that somebody else publishes.
function listening(state) {
  if (!state) return cell("");
  const words = state.state.toLowerCase().replace("_", " ") + " since " + clock(state.since)
    + (state.reason ? ": " + state.reason : "") + (state.title ? ", plays " + state.title : "");
  return cell(words, ["HEALTHY", "CONNECTING", "PAUSED", "ENDED"].includes(state.state) ? "" : "problem");
}

// A record replaces earlier ones of its event.
function note(event) {
  if (event.phase === "OPEN") {
    document.getElementById("latest").textContent =
      "Latest: " + printed(event.query.text) + " in " + printed(event.source) + " at " + clock(event.onset);
  }
  shownEvents.set(event.id, event);
}

function showEvents() {
  const newest = [...shownEvents.values()].sort((a, b) => (a.onset < b.onset ? 1 : -1)).slice(0, EVENTS_SHOWN);
  shownEvents.clear();
  for (const kept of newest) shownEvents.set(kept.id, kept);
  fill("events", newest.map((e) => [
    cell(e.query.text), cell(e.source), cell(clock(e.onset), "number"),
    cell(e.phase === "CLOSE" ? clock(e.offset) : "…", "number"), cell(percent(e.confidence), "number"),
    cell(ending(e), e.phase === "CLOSE" ? "" : "open"),
  ]));
}

// A block of the stream: its last line of data is an event, unless it is only a cursor.
function noteBlock(block) {
  const field = (name) => block.split("\n").filter((line) => line.startsWith(name + ": ")).map((line) => line.slice(name.length + 2));
  if (["open", "update", "close"].includes(field("event")[0])) note(JSON.parse(field("data").join("\n")));
}

// Lists the past and follows the stream, which an EventSource could not: it sends no key.
async function listen() {
  if (document.hidden || stream) return;
  stream = new AbortController();
  try {
    const page = await ask("/api/events?limit=" + EVENTS_SHOWN);
    page.items.reverse().forEach(note);
    showEvents();
    const answer = await fetch("/api/events/stream?cursor=" + encodeURIComponent(page.streamCursor),
      { headers: headers(), signal: stream.signal });
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const blocks = (rest + part.value).split("\n\n");
      rest = blocks.pop();
      blocks.forEach(noteBlock);
      showEvents();
    }
  } catch (error) {
    // The state says already that the service does not answer.
  }
  stream = null;
  setTimeout(listen, PERIOD_MS);
}

// A hidden page listens to nothing: a browser has six connections for all its tabs.
function listenWhileSeen() {
  if (document.hidden && stream) stream.abort();
  listen();
}

function opensAt(query) {
  const asked = query.sensitivity;
  if (!query.enabled || !asked) return "";
  switch (asked.kind) {
    case "ALARMS_PER_DAY": return asked.value + " a day";
    case "PROBABILITY": return percent(asked.value);
    case "RAW_SCORE": return "score " + asked.value;
    default: return "default";
  }
}

// A word, quoted for a shell.
function quoted(word) {
  return /^[\w./:@%+=-]+$/.test(word) ? word : "'" + word.replaceAll("'", "'\\''") + "'";
}

function show(status) {
  document.getElementById("state").textContent = status.ready ? "Listening" : "Not ready: " + status.state;
  document.getElementById("add-query").textContent =
    ["./earshot query add 'a dog barking' --id dog", ...status.commandOptions.map(quoted)].join(" ");
  document.getElementById("model").textContent = !status.model ? "This process listens and tags nothing." :
    "Model " + status.model.name + " " + status.model.version + ", digest " + status.model.digest.slice(0, 16);
}

function showSources(sources) {
  fill("sources", sources.map((s) => [
    cell(s.id), cell(s.heardTo ? clock(s.heardTo) : "", "number"),
    cell(s.levelDbfs === null ? "" : s.levelDbfs.toFixed(0) + " dBFS", "number"), listening(s.listening),
  ]));
  offer("why-source", sources.map((s) => s.id));
}

function showQueries(queries) {
  fill("queries", queries.map((q) => [cell(q.id), cell(meaning(q)), cell(opensAt(q), "number"), queryState(q)]));
  offer("why-query", queries.filter((q) => q.enabled).map((q) => q.id));
}

function showNearMisses(misses) {
  fill("near-misses", misses.map((m) => [
    cell(m.query.text), cell(m.source), cell(clock(m.start), "number"),
    cell(percent(m.confidence) + " of " + percent(m.threshold), "number"),
    cell(m.rejectedBy.toLowerCase().replace("_", " ")), cell(m.suggestion),
  ]));
}

// Keeps the selection while the list stays the same.
function offer(name, ids) {
  const select = document.getElementById(name);
  if ([...select.options].map((o) => o.value).join("\n") === ids.join("\n")) return;
  const chosen = select.value;
  select.replaceChildren(...ids.map((id) => new Option(printed(id), id, false, id === chosen)));
}

// The time of today, or of yesterday while that of today is still to come.
function instant(time) {
  const at = new Date();
  const [hours, minutes, seconds] = time.split(":").map(Number);
  at.setHours(hours, minutes, seconds || 0, 0);
  if (at > new Date()) at.setDate(at.getDate() - 1);
  return at.toISOString();
}

// With the viewer's key once there is one.
function headers() {
  return key ? { Authorization: "Bearer " + key } : {};
}

async function ask(path) {
  const answer = await fetch(path, { headers: headers() });
  document.getElementById("sign-in").hidden = answer.status !== 401;
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.detail);
  return said;
}

async function explain(event) {
  event.preventDefault();
  const value = (name) => document.getElementById("why-" + name).value;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const asked = new URLSearchParams(
    { query: value("query"), source: value("source"), at: instant(value("at")), zone: zone });
  const shown = document.getElementById("why-answer");
  shown.textContent = "Explaining …";
  try {
    shown.textContent = (await ask("/api/explain?" + asked)).text.join("\n");
  } catch (error) {
    shown.textContent = "No explanation: " + error.message;
  }
}

async function refresh() {
  try {
    show(await ask("/api/status"));
    showSources((await ask("/api/sources?limit=" + ROWS_SHOWN)).items);
  } catch (error) {
    document.getElementById("state").textContent = "The service does not answer (" + error.message + ")";
  }
  setTimeout(refresh, PERIOD_MS);
}

async function refreshSlowly() {
  try {
    if (!document.hidden) {
      showQueries((await ask("/api/queries?limit=" + ROWS_SHOWN)).items);
      showNearMisses((await ask("/api/near-misses?limit=" + NEAR_MISSES_SHOWN)).items);
    }
  } catch (error) {
    // The state says already that the service does not answer.
  }
  setTimeout(refreshSlowly, SLOW_PERIOD_MS);
}

// The key stays in this page: it is gone when the page is.
function signIn(event) {
  event.preventDefault();
  key = document.getElementById("key").value.trim();
  document.getElementById("key").value = "";
}

document.getElementById("sign-in").addEventListener("submit", signIn);
document.getElementById("why").addEventListener("submit", explain);
document.addEventListener("visibilitychange", listenWhileSeen);
refresh();
refreshSlowly();
listen();
