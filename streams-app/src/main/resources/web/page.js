"use strict";

const PERIOD_MS = 1000;
const NEAR_MISSES_SHOWN = 10;
let announced = "";

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
  return [query.text, ...query.otherTexts.map((t) => "or " + t), ...query.negatives.map((t) => "not " + t)].join(", ");
}

function queryState(query) {
  if (!query.enabled) return cell("disabled");
  if (query.errors.length) return cell("cannot be matched: " + query.errors.join("; "), "problem");
  return query.warnings.length ? cell("matched, but " + query.warnings.join("; "), "problem") : cell("matched");
}

// How listening to a source goes; empty for one that somebody else publishes.
function listening(state) {
  if (!state) return cell("");
  const words = state.state.toLowerCase().replace("_", " ") + " since " + clock(state.since)
    + (state.reason ? ": " + state.reason : "") + (state.title ? ", plays " + state.title : "");
  return cell(words, ["HEALTHY", "CONNECTING", "PAUSED", "ENDED"].includes(state.state) ? "" : "problem");
}

function showEvents(events) {
  const newest = new Map();
  for (const event of events) if (!newest.has(event.eventId)) newest.set(event.eventId, event);
  fill("events", [...newest.values()].map((e) => [
    cell(e.queryText), cell(e.sourceId), cell(clock(e.onset), "number"),
    cell(e.phase === "CLOSE" ? clock(e.offset) : "…", "number"), cell(percent(e.confidence), "number"),
    cell(ending(e), e.phase === "CLOSE" ? "" : "open"),
  ]));
  const first = events.find((e) => e.phase === "OPEN");
  if (first && first.eventId !== announced) {
    announced = first.eventId;
    document.getElementById("latest").textContent =
      "Latest: " + printed(first.queryText) + " in " + printed(first.sourceId) + " at " + clock(first.onset);
  }
}

function opensAt(query) {
  if (!query.enabled) return "";
  const asked = query.sensitivity;
  return asked && asked.kind === "ALARMS_PER_DAY"
    ? asked.value + " a day; " + percent(query.threshold) + " until a source is calibrated"
    : percent(query.threshold);
}

// A word, quoted for a shell.
function quoted(word) {
  return /^[\w./:@%+=-]+$/.test(word) ? word : "'" + word.replaceAll("'", "'\\''") + "'";
}

function show(status) {
  document.getElementById("state").textContent = status.ready ? "Listening" : "Not ready: " + status.state;
  showEvents(status.events);
  fill("sources", status.sources.map((s) => [
    cell(s.id), cell(s.heardTo ? clock(s.heardTo) : "", "number"),
    cell(s.levelDbfs === null ? "" : s.levelDbfs.toFixed(0) + " dBFS", "number"), listening(s.listening),
  ]));
  fill("queries", status.queries.map((q) => [
    cell(q.id), cell(meaning(q)), cell(opensAt(q), "number"), queryState(q),
  ]));
  offer("why-query", status.queries.filter((q) => q.enabled).map((q) => q.id));
  document.getElementById("add-query").textContent =
    ["./earshot query add 'a dog barking' --id dog", ...status.commandOptions.map(quoted)].join(" ");
  offer("why-source", status.sources.map((s) => s.id));
  document.getElementById("model").textContent = !status.model ? "This process listens and tags nothing." :
    "Model " + status.model.name + " " + status.model.version + ", digest " + status.model.digest.slice(0, 16);
}

function showNearMisses(misses) {
  fill("near-misses", misses.slice(0, NEAR_MISSES_SHOWN).map((m) => [
    cell(m.queryText), cell(m.sourceId), cell(clock(m.start), "number"),
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

async function explain(event) {
  event.preventDefault();
  const value = (name) => document.getElementById("why-" + name).value;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const asked = new URLSearchParams(
    { query: value("query"), source: value("source"), at: instant(value("at")), zone: zone });
  const shown = document.getElementById("why-answer");
  shown.textContent = "Explaining …";
  try {
    const answer = await (await fetch("/api/explain?" + asked)).json();
    shown.textContent = answer.error || answer.text.join("\n");
  } catch (error) {
    shown.textContent = "The service does not answer (" + error.message + ")";
  }
}

async function refresh() {
  try {
    const answer = await fetch("/api/status");
    if (!answer.ok) throw new Error("status " + answer.status);
    show(await answer.json());
    showNearMisses((await (await fetch("/api/near-misses")).json()).nearMisses);
  } catch (error) {
    document.getElementById("state").textContent = "The service does not answer (" + error.message + ")";
  }
  setTimeout(refresh, PERIOD_MS);
}

document.getElementById("why").addEventListener("submit", explain);
refresh();
