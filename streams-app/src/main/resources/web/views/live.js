// What is heard now, a row for each source.
import { html, nothing, render } from "/lib/lit-html/lit-html.js";
import { remember } from "../app.js";
import { follow } from "../feed.js";
import { printed } from "../format.js";
import { announce, empty, failed, icon, loading } from "../ui.js";
import { askAbout } from "./live-asking.js";
import { BRIGHTEST_DBFS, DARKEST_DBFS, drawScale } from "./live-colours.js";
import { openMoment } from "./live-moment.js";
import { Row } from "./live-row.js";

const TELL_MS = 250;
const WIDE_MS = 60000;
const NARROW_MS = 30000;
const NARROW_PX = 520;
const STEP_MS = 1000;
const KEYS = "earshot.live.keys";

export function open(root, parameters) {
  const rows = new Map();
  const state = { filter: parameters.get("filter") || "", frozenMs: null, error: null, lost: null, isLoaded: false };
  const clockOf = { offset: null };
  const stepping = matchMedia("(prefers-reduced-motion: reduce)");
  let closeMoment = null;
  let windowMs = WIDE_MS;
  let scale = devicePixelRatio || 1;
  let frameOf = 0;
  let toldAt = 0;

  const names = (id) => printed(known.named.get(id) || id);
  const serverNow = () => Date.now() + (clockOf.offset || 0);

  function draw() {
    const shown = [...rows.values()].filter((row) => !row.element.hidden).length;
    render(html`
      <div class="head"><div><h1>Live</h1><p class="lead">What each source sounds like now, and what is heard in it. Click a moment to ask why.</p></div>
        <div class="actions"><button type="button" class=${state.frozenMs === null ? "" : "main"} @click=${toggle}>
          ${icon(state.frozenMs === null ? "pause" : "play")}${state.frozenMs === null ? "Freeze" : "Go on"}</button></div></div>
      <div class="filters"><label>Sources with <input type="search" .value=${state.filter} @input=${filter} placeholder="part of an id"></label>
        <label class="live-check"><span><input type="checkbox" .checked=${keysWanted()} @change=${wantKeys}> Key F freezes</span></label>
        <div class="live-legend"><span class="small muted">Level of a band</span><span class="small number">${DARKEST_DBFS}</span>
          <canvas class="live-scale" width="120" height="12" role="img" aria-label="Colours from black for quiet to pale yellow for loud"></canvas>
          <span class="small number">${BRIGHTEST_DBFS} dBFS</span></div></div>
      ${state.error ? failed(state.error, known.poll) : nothing}
      ${state.lost ? html`<div class="notice warn" role="status"><p>The live feed is interrupted: ${state.lost}. It comes back by itself.</p></div>` : nothing}
      ${!state.isLoaded && !state.error ? loading("Asking for the sources") : nothing}
      ${state.isLoaded && rows.size === 0 ? empty("No source yet", "Add the address of a stream, and it is heard here within seconds.",
        html`<a class="button" href="#/sources">Add a source</a>`) : nothing}
      ${rows.size > 0 && shown === 0 ? html`<p class="muted" role="status">No source has “${printed(state.filter)}” in its id.</p>` : nothing}`, head);
  }

  const head = document.createElement("div");
  const list = document.createElement("ul");
  list.className = "live-rows";
  root.append(head, list);
  const seen = new IntersectionObserver((entries) => {
    for (const { target: { row }, isIntersecting } of entries) {
      row.see(isIntersecting);
      if (isIntersecting) row.picture.fit(scale);
    }
  }, { rootMargin: "120px" });
  const sized = new ResizeObserver(() => {
    scale = devicePixelRatio || 1;
    for (const row of rows.values()) if (row.isSeen) row.picture.fit(scale);
    windowMs = list.clientWidth < NARROW_PX ? NARROW_MS : WIDE_MS;
  });
  sized.observe(list);

  function rowOf(id) {
    let row = rows.get(id);
    if (!row) {
      row = new Row(id, { point, key, isInterrupted: () => state.lost !== null }, names);
      row.element.row = row;
      row.element.hidden = !fits(id);
      rows.set(id, row);
      const after = [...rows.keys()].sort().indexOf(id);
      list.insertBefore(row.element, list.children[after] || null);
      seen.observe(row.element);
      sized.observe(row.parts.picture);
    }
    return row;
  }

  function drop(row) {
    seen.unobserve(row.element);
    sized.unobserve(row.parts.picture);
    row.picture.close();
    row.element.remove();
    rows.delete(row.id);
  }

  const fits = (id) => id.toLowerCase().includes(state.filter.toLowerCase());

  function filter(event) {
    state.filter = event.target.value.trim();
    remember({ filter: state.filter });
    for (const row of rows.values()) row.element.hidden = !fits(row.id);
    draw();
  }

  const keysWanted = () => localStorage.getItem(KEYS) !== "off";
  const wantKeys = (event) => localStorage.setItem(KEYS, event.target.checked ? "on" : "off");

  function freeze(isWanted) {
    if ((state.frozenMs !== null) === isWanted) return;
    state.frozenMs = isWanted ? serverNow() : null;
    if (!isWanted) {
      closeMoment?.();
      closeMoment = null;
      for (const row of rows.values()) row.cursor = null;
    }
    announce(isWanted ? "Frozen" : "Going on");
    draw();
  }

  const toggle = () => freeze(state.frozenMs === null);

  function shortcut(event) {
    const isTyped = event.target.closest?.("input, select, textarea, dialog");
    if (event.key.toLowerCase() !== "f" || event.ctrlKey || event.metaKey || event.altKey || isTyped || !keysWanted()) return;
    event.preventDefault();
    toggle();
  }

  /** The cursor of one row; the others have none. */
  function place(row, ms) {
    for (const other of rows.values()) if (other !== row) other.cursor = null;
    row.cursor = Math.min(Math.max(ms, row.edge - windowMs), row.edge);
    row.tell(serverNow());
  }

  function ask(row) {
    closeMoment?.();
    closeMoment = openMoment(row, row.cursor, () => known.queries, names, () => {
      closeMoment?.();
      closeMoment = null;
      row.cursor = null;
      row.parts.picture.focus();
    });
  }

  function point(row, part) {
    freeze(true);
    place(row, row.edge - windowMs * (1 - part));
    ask(row);
  }

  function key(row, event) {
    const steps = { ArrowLeft: -STEP_MS, ArrowRight: STEP_MS, PageDown: -5 * STEP_MS, PageUp: 5 * STEP_MS, Home: -Infinity, End: Infinity };
    if (event.key in steps) {
      freeze(true);
      place(row, (row.cursor ?? row.edge) + steps[event.key]);
    } else if (event.key === "Enter" || event.key === " ") {
      freeze(true);
      if (row.cursor === null) place(row, row.edge - STEP_MS);
      ask(row);
      row.parts.moment.querySelector("h3").focus();
    } else if (event.key === "Escape" && state.frozenMs !== null) {
      freeze(false);
    } else {
      return;
    }
    event.preventDefault();
  }

  /** The service's clock, by the message that was under way for the shortest time. */
  function setClock(at) {
    const offset = Date.parse(at) - Date.now();
    if (clockOf.offset === null || offset > clockOf.offset) clockOf.offset = offset;
    else clockOf.offset += (offset - clockOf.offset) * 0.002;
  }

  function hear(message) {
    if (message.state) {
      const lost = message.state === "lost" ? message.why : null;
      if (lost !== state.lost) {
        state.lost = lost;
        draw();
      }
      return;
    }
    const block = JSON.parse(message.data);
    setClock(block.at);
    const now = serverNow();
    const keepsFrom = state.frozenMs === null ? null : state.frozenMs - windowMs;
    for (const item of block.items || []) {
      const isNew = !rows.has(item.source);
      const row = rowOf(item.source);
      if (message.event === "columns") {
        row.sound.columns(item, now, keepsFrom === null ? null : keepsFrom - row.behindMs);
        if (state.frozenMs === null) row.follow(now);
      } else if (message.event === "gaps") {
        row.sound.gap(item);
      } else {
        row.sound.scores(item);
      }
      row.isDirty = true;
      if (isNew) draw();
    }
  }

  function happen(message) {
    if (message.state === "resumed") {
      known.readPast();
    } else if (message.event && message.event !== "cursor") {
      const event = JSON.parse(message.data);
      if (!event.source) return;
      const row = rowOf(event.source);
      row.sound.event(event);
      if (row.isSeen) row.tell(serverNow());
    }
  }

  function whyUnscored() {
    if (known.role === "ingest") return "No scores: this process only listens. Open the console of one that tags.";
    if (known.role && known.queries.length === 0) return "No query yet.";
    return "";
  }

  const known = askAbout({ rows, rowOf, drop, serverNow, told(error) {
    state.error = error;
    state.isLoaded ||= !error;
    draw();
  } });

  function frame(time) {
    frameOf = requestAnimationFrame(frame);
    const now = serverNow();
    const edge = state.frozenMs ?? (stepping.matches ? Math.floor(now / STEP_MS) * STEP_MS : now);
    const tells = time - toldAt >= TELL_MS;
    if (tells) toldAt = time;
    for (const row of rows.values()) {
      if (!row.isSeen || row.element.hidden) continue;
      row.draw(edge, windowMs, scale);
      if (tells) {
        row.tell(now);
        row.unscored(whyUnscored());
      }
    }
  }

  draw();
  drawScale(head.querySelector(".live-scale"));
  document.addEventListener("keydown", shortcut);
  const ends = [follow("/api/live", hear), follow("/api/events/stream", happen)];
  known.begin();
  frameOf = requestAnimationFrame(frame);
  return () => {
    cancelAnimationFrame(frameOf);
    known.end();
    ends.forEach((end) => end());
    closeMoment?.();
    document.removeEventListener("keydown", shortcut);
    seen.disconnect();
    sized.disconnect();
    rows.clear();
  };
}
