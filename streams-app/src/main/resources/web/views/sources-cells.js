// What the cells of a source say.
import { html, nothing } from "/lib/lit-html/lit-html.js";
import { clock, count, dateTime, dbfs, duration, printed } from "../format.js";

/** A time of today without its day. */
export function when(time) {
  return Date.now() - new Date(time) < 86400000 ? clock(time) : dateTime(time);
}

/** Why it is in its state, and when it is tried again. */
export function why(source, meaning, kind) {
  const { reason, nextTry, tries } = source.listening || {};
  const text = source.error || reason || (kind === "good" || !source.configured ? "" : meaning);
  const retry = nextTry && new Date(nextTry) > Date.now() ? ` Tried again at ${clock(nextTry)}.` : "";
  return printed(text) + (text && retry && !/[.!]$/.test(text) ? "." : "") + retry
    + (retry && tries > 1 ? ` ${count(tries, "try", "tries")} so far.` : "");
}

/** What is not as usual: channel, track, clock. */
export function about(source) {
  const parts = [];
  if (source.configured && source.channel && source.channel !== "mix") parts.push(`channel ${printed(source.channel)}`);
  if (source.track > 1) parts.push(`track ${source.track}`);
  const { heardChannel, driftPpm } = source.listening || {};
  if (heardChannel && heardChannel !== source.channel) parts.push(`heard: ${printed(heardChannel)}`);
  if (driftPpm !== undefined && driftPpm !== null) parts.push(`its clock is off by ${Math.round(driftPpm)} ppm`);
  return parts.length ? html`<span class="small muted sources-line">${parts.join(", ")}</span>` : nothing;
}

/** Its labels. */
export function labels(source) {
  const all = Object.entries(source.labels || {});
  return all.length ? html`<span
    class="sources-line">${all.map(([name, value]) => html`<span class="chip">${printed(name)}: ${printed(value)}</span>
      `)}</span>` : nothing;
}

function levelOf({ listening, levelDbfs }) {
  return listening?.levelDbfs ?? levelDbfs;
}

/** Its level, in dBFS. */
export function levelWords(source) {
  const level = levelOf(source);
  return level !== null && level !== undefined && level <= -120 ? "silence" : dbfs(level);
}

/** From -60 dBFS to 0; the figure stands beside it. */
export function meter(source) {
  const level = levelOf(source);
  if (level === null || level === undefined) return nothing;
  const width = Math.max(0, Math.min(60, level + 60));
  return html`<svg class="sources-meter" viewBox="0 0 60 4" preserveAspectRatio="none" aria-hidden="true"><rect class="all"
    width="60" height="4"></rect>
    <rect class=${level > -1 ? "full" : "now"} width=${width} height="4"></rect></svg>`;
}

/** What was missed of what was expected. */
export function missed({ missedSeconds, heardSeconds }) {
  if (missedSeconds === undefined) return html`<span class="muted">not known</span>`;
  return html`<span class=${missedSeconds >= 1 ? "warn" : ""}>${missedSeconds > 0 ? duration(missedSeconds) : "nothing"}</span>
    <span class="small muted sources-line">of ${duration(missedSeconds + heardSeconds)}</span>`;
}
