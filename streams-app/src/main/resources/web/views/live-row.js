// A row of the live view: one source, its picture, its level, and what is heard in it now.
import { html, nothing, render } from "/lib/lit-html/lit-html.js";
import { clock, dbfs, duration, percent, printed, words } from "../format.js";
import { icon } from "../ui.js";
import { Picture } from "./live-picture.js";
import { Sound } from "./live-sound.js";

const MOST_SCORES = 5;
const SILENT_DBFS = -90;
const QUIET_DBFS = -60;
/** Without audio for this long, the row says why. */
const MISSED_MS = 5000;
/** Scores that are this far behind the audio are said to be. */
const LATE_MS = 10000;
const TROUBLE = { STALLED: "bad", RECONNECTING: "bad", REFUSED: "bad", NO_LISTENER: "bad", CLIPPING: "warn", SILENT: "warn", QUIET: "warn",
  CONNECTING: "warn", PAUSED: "", ENDED: "", HEALTHY: "good" };
const MEANING = { STALLED: "the connection stands, but no audio comes", RECONNECTING: "the connection is lost and tried again",
  REFUSED: "the address cannot be opened", NO_LISTENER: "no process listens", CONNECTING: "it is being opened",
  PAUSED: "somebody paused it", ENDED: "it came to its end" };

const axis = html`<div class="live-axis" aria-hidden="true"><span class="live-hz-8000">8 kHz</span><span class="live-hz-4000">4</span>
  <span class="live-hz-2000">2</span><span class="live-hz-1000">1</span><span class="live-hz-500">0.5</span></div>`;

function frame(id, row) {
  return html`
    <div class="live-what">
      <h2 title=${printed(id)}>${printed(id)}</h2>
      <p class="live-state"></p>
      <div class="live-meter" aria-hidden="true"><span></span></div>
      <p class="live-level number"></p>
    </div>
    <div class="live-sound">${axis}
      <div class="live-picture" role="slider" tabindex="0" aria-label=${"Moment in " + printed(id)} aria-orientation="horizontal"
        aria-valuemin="-60" aria-valuemax="0" aria-valuenow="0" aria-valuetext="No audio yet."
        @pointerdown=${(event) => row.point(event)} @keydown=${(event) => row.key(event)}>
        <canvas aria-hidden="true"></canvas><p class="live-none" hidden></p></div>
    </div>
    <div class="live-now">
      <p class="live-open"></p>
      <ul class="live-scores" aria-label=${"Best queries in " + printed(id)}>${Array.from({ length: MOST_SCORES }, () => html`<li hidden>
        <span class="live-name"></span><span class="live-score number"></span><span class="live-bar" aria-hidden="true"><i></i><b></b></span></li>`)}</ul>
      <p class="live-unscored small muted"></p>
    </div>
    <div class="live-moment" hidden></div>`;
}

/** One source. on: {point(row, part), key(row, event), isInterrupted()}; names gives the words of a query. */
export class Row {
  constructor(id, on, names) {
    this.id = id;
    this.on = on;
    this.names = names;
    this.sound = new Sound();
    this.source = null;
    this.isSeen = false;
    this.isDirty = true;
    this.cursor = null;
    this.edge = 0;
    this.behindMs = 0;
    this.element = document.createElement("li");
    this.element.className = "live-row card";
    render(frame(id, this), this.element);
    const find = (name) => this.element.querySelector("." + name);
    this.parts = { state: find("live-state"), fill: this.element.querySelector(".live-meter span"), level: find("live-level"),
      picture: find("live-picture"), none: find("live-none"), open: find("live-open"), unscored: find("live-unscored"),
      moment: find("live-moment") };
    this.items = [...this.element.querySelectorAll(".live-scores li")].map((item) => ({ item, name: item.children[0],
      score: item.children[1], bar: item.querySelector("i"), mark: item.querySelector("b") }));
    this.picture = new Picture(this.element.querySelector("canvas"));
  }

  see(isSeen) {
    this.isSeen = isSeen;
    if (isSeen) this.picture.open();
    else this.picture.close();
    this.isDirty = true;
  }

  /** How far the source's clock is behind that of the service; small lags are shown as they are, at the right edge. */
  follow(serverMs) {
    const behind = serverMs - this.sound.toMs;
    this.behindMs = Math.abs(behind) > 30000 ? behind : 0;
  }

  point(event) {
    if (event.button !== 0) return;
    const box = this.parts.picture.getBoundingClientRect();
    this.on.point(this, Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1));
  }

  key(event) {
    this.on.key(this, event);
  }

  draw(edge, windowMs, scale) {
    this.edge = edge - this.behindMs;
    this.picture.draw(this.sound, this.edge, windowMs, this.cursor, scale);
  }

  /** Tells in words what changed; called a few times a second. */
  tell(nowMs) {
    const { sound, parts } = this;
    const isMissed = sound.arrivedAt === 0 || nowMs - sound.arrivedAt > MISSED_MS;
    this.tellState(isMissed, nowMs);
    this.tellLevel(isMissed, nowMs);
    this.tellEvents(isMissed);
    if (!isMissed) this.tellScores();
    this.tellSlider(isMissed, nowMs);
    parts.none.hidden = !isMissed;
    this.isDirty = false;
  }

  tellState(isMissed, nowMs) {
    const listening = this.source?.listening;
    const state = listening ? listening.state : isMissed ? "" : "HEALTHY";
    const isLost = isMissed && state === "HEALTHY" && !this.on.isInterrupted();
    const unknown = this.on.isInterrupted() ? "not known" : "no audio";
    const name = isLost ? "nothing arrives" : listening ? words(state) : isMissed ? unknown : "audio arrives";
    const why = listening?.reason || MEANING[state] || "";
    const retry = listening?.nextTry ? " Next try at " + clock(listening.nextTry) + "." : "";
    const text = state + name + "|" + why + retry + isMissed + (this.behindMs > 0) + Math.round(this.behindMs / 60000);
    if (text !== this.toldState) {
      this.toldState = text;
      render(html`<span class=${"chip dot " + (isLost ? "warn" : TROUBLE[state] ?? "warn")}>${name}</span>
        ${why && TROUBLE[state] !== "good" ? html`<span class="small muted">${printed(why)}</span>` : nothing}
        ${this.behindMs ? html`<span class="small warn">Its audio is ${duration(Math.abs(this.behindMs) / 1000)}
          ${this.behindMs > 0 ? "behind" : "ahead"}.</span>` : nothing}`, this.parts.state);
    }
    if (isMissed) this.parts.none.textContent = this.whyNone(state, why, retry, nowMs);
  }

  /** That nothing arrives is not that it could not be asked. */
  whyNone(state, why, retry, nowMs) {
    if (this.on.isInterrupted()) return "The live feed is interrupted; nothing is known of the audio.";
    const last = this.sound.arrivedAt ? "No audio for " + duration((nowMs - this.sound.arrivedAt) / 1000) : "No audio yet";
    const because = state && state !== "HEALTHY" ? ": " + words(state) + (why ? ", " + printed(why) : "") : "";
    return last + because + "." + retry;
  }

  tellLevel(isMissed, nowMs) {
    const level = isMissed ? null : this.sound.levelDbfs;
    const part = level === null ? 0 : Math.min(Math.max((level + 90) / 90, 0), 1);
    this.parts.fill.style.transform = "scaleX(" + part.toFixed(3) + ")";
    const word = level === null ? "" : this.sound.clips(nowMs) ? "clipping" : level <= SILENT_DBFS ? "silent" : level < QUIET_DBFS ? "quiet" : "";
    this.parts.level.textContent = level === null ? "–" : dbfs(level) + (word ? ", " + word : "");
    this.parts.level.classList.toggle("bad", word === "clipping");
    this.parts.level.classList.toggle("warn", word === "silent");
    this.parts.fill.classList.toggle("clips", word === "clipping");
  }

  /** An event that nobody closed says nothing of a source from which nothing comes. */
  tellEvents(isMissed) {
    const open = isMissed ? [] : this.sound.events.filter((event) => event.toMs === Infinity);
    const text = open.map((event) => event.id + event.confidence).join();
    if (text === this.toldEvents) return;
    this.toldEvents = text;
    render(open.length === 0 ? nothing : open.map((event) => html`<span class="chip live-heard">${icon("live")}
      <span class="live-name" title=${printed(event.name)}>${printed(event.name)}</span><span class="number">since ${clock(event.fromMs)}</span></span>`), this.parts.open);
  }

  tellScores() {
    const hop = this.sound.hop();
    if (hop === this.toldHop) return;
    this.toldHop = hop;
    for (let i = 0; i < MOST_SCORES; i++) {
      const score = hop?.scores[i];
      const { item, name, score: number, bar, mark } = this.items[i];
      item.hidden = !score;
      if (!score) continue;
      const isOver = score.confidence >= score.openConfidence;
      name.textContent = this.names(score.query);
      number.textContent = percent(score.confidence) + (isOver ? " ≥ " : " of ") + percent(score.openConfidence);
      item.classList.toggle("over", isOver);
      bar.style.transform = "translateX(" + (100 * score.confidence - 100).toFixed(1) + "%)";
      mark.style.left = (100 * score.openConfidence).toFixed(1) + "%";
    }
  }

  /** Why there are no scores, where there are none. */
  unscored(text) {
    const hop = this.sound.hop();
    const lateMs = hop ? this.sound.toMs - hop.toMs : 0;
    this.parts.unscored.textContent = !hop ? text : lateMs > LATE_MS ? "Judged up to " + clock(hop.toMs) + ", "
      + duration(lateMs / 1000) + " behind the audio." : "";
  }

  tellSlider(isMissed, nowMs) {
    const { picture } = this.parts;
    const at = this.cursor ?? this.edge;
    picture.setAttribute("aria-valuenow", String(Math.round((at - this.edge) / 1000)));
    const text = this.describe(at, isMissed, nowMs);
    if (text !== this.toldText) picture.setAttribute("aria-valuetext", text);
    this.toldText = text;
  }

  /** The picture in words: what sounds at a time, how loud it is, what is heard. */
  describe(at, isMissed, nowMs) {
    const when = this.cursor === null ? "Now" : clock(at, true);
    if (isMissed && this.cursor === null) return this.parts.none.textContent || "No audio.";
    const heard = this.sound.events.filter((event) => event.fromMs <= at && event.toMs >= at).map((event) => event.name);
    const best = this.sound.hop(this.cursor)?.scores[0];
    return when + ": " + (this.cursor === null ? this.parts.level.textContent + "; " : "")
      + (heard.length > 0 ? "heard " + heard.join(", ") : "nothing heard")
      + (best ? "; best query " + this.names(best.query) + ", " + percent(best.confidence) + ", opens at " + percent(best.openConfidence) : "") + ".";
  }
}
