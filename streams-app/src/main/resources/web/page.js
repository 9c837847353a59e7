"use strict";

const PERIOD_MS = 1000;
let announced = "";

function cell(text, className) {
  const td = document.createElement("td");
  td.textContent = text;
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

// The audio's own time, as the viewer's clock would show it.
function clock(iso) {
  return new Date(iso).toLocaleTimeString([], {
    hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 1, hourCycle: "h23",
  });
}

function percent(confidence) {
  return (100 * confidence).toFixed(0) + " %";
}

function ending(event) {
  return event.phase === "CLOSE" ? "over: " + event.endReason.toLowerCase().replace("_", " ") : "sounding";
}

// What a query means, in one cell.
function meaning(query) {
  return [query.text, ...query.otherTexts.map((t) => "or " + t), ...query.negatives.map((t) => "not " + t)].join(", ");
}

function queryState(query) {
  if (query.errors.length) return cell("cannot be matched: " + query.errors.join("; "), "problem");
  return query.warnings.length ? cell("matched, but " + query.warnings.join("; "), "problem") : cell("matched");
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
      "Latest: " + first.queryText + " in " + first.sourceId + " at " + clock(first.onset);
  }
}

function show(status) {
  document.getElementById("state").textContent = status.ready ? "Listening" : "Not ready: " + status.state;
  showEvents(status.events);
  fill("sources", status.sources.map((s) => [
    cell(s.id), cell(clock(s.heardTo), "number"), cell(s.levelDbfs.toFixed(0) + " dBFS", "number"),
  ]));
  fill("queries", status.queries.map((q) => [
    cell(q.id), cell(meaning(q)), cell(percent(q.threshold), "number"), queryState(q),
  ]));
  document.getElementById("model").textContent =
    "Model " + status.model.name + " " + status.model.version + ", digest " + status.model.digest.slice(0, 16);
}

async function refresh() {
  try {
    const answer = await fetch("/api/status");
    if (!answer.ok) throw new Error("status " + answer.status);
    show(await answer.json());
  } catch (error) {
    document.getElementById("state").textContent = "The service does not answer (" + error.message + ")";
  }
  setTimeout(refresh, PERIOD_MS);
}

refresh();
