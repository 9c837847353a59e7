// The parts of an explanation: the hops, what decided, what would let it fire.
import { html, nothing } from "/lib/lit-html/lit-html.js";
import { clock, dbfs, duration, printed, seconds } from "../format.js";
import { change, confidence, decidedBy, ended } from "./words.js";

/** The hops as a table. */
export function hopTable({ hops, operatingPoint: point }) {
  return html`<details><summary>The ${hops.length} hops as a table</summary><table><caption class="unseen">Confidence of each
    hop</caption>
    <thead><tr><th scope="col">From</th><th scope="col">Confidence</th><th scope="col">Score</th><th
    scope="col">Level</th></tr></thead>
    <tbody>${hops.map((hop) => html`<tr><th scope="row" class="number">${clock(hop.start, true)}</th>
      <td class="number">${confidence(hop.confidence)}${point && hop.confidence >= point.openConfidence ? " (opens)" : ""}</td>
      <td class="number">${hop.score.toFixed(3)}</td><td
      class="number">${dbfs(hop.levelDbfs)}</td></tr>`)}</tbody></table></details>`;
}

/** How the picture is to be read. */
export function key({ operatingPoint: point, event, hops: [hop] }) {
  return html`<p class="small muted why-key">Line: confidence of each hop (${seconds(hop.start, hop.end).toFixed(2)} s).
    ${point ? html`Dashed: an event opens at ${confidence(point.openConfidence)}. Dotted: it goes on above
    ${confidence(point.closeConfidence)}.` : nothing}
    Upright: the moment.${event ? " Shaded: the event." : ""}</p>`;
}

/** The event that was recorded. */
export function recorded({ event }) {
  if (!event?.eventId) return nothing;
  const lasted = duration(Math.max(0, seconds(event.onset, event.offset)));
  return html`<h3>The event</h3><p>${clock(event.onset, true)} to ${clock(event.offset, true)}, ${lasted};
    ${event.endReason === "NONE" ? ended("NONE") : `ended because ${ended(event.endReason)}`}.
    <a href=${"#/events?event=" + encodeURIComponent(event.eventId)}>See the event</a></p>`;
}

/** What made the score of the best hop. */
export function decided({ best, operatingPoint: point, why }) {
  if (!best) return nothing;
  return html`<h3>What decided</h3><dl class="why-facts">
    <div><dt>Best hop</dt><dd>${clock(best.start, true)} to ${clock(best.end, true)}, confidence ${confidence(best.confidence)},
    level ${dbfs(best.levelDbfs)}</dd></div>
    ${point ? html`<div><dt>Opens at</dt><dd>${confidence(point.openConfidence)}, set by ${decidedBy(point)}; closes below
    ${confidence(point.closeConfidence)}</dd></div>` : nothing}
    ${why ? path(best, point, why) : nothing}</dl>${why ? factors(why) : nothing}`;
}

function path(best, point, why) {
  return html`<div><dt>Score</dt><dd>${best.score.toFixed(3)}: how near the words are to the sound. Levels
    ${why.alignmentScore.toFixed(3)}
      (low to high: ${why.levelScores.map((score) => score.toFixed(3)).join(", ")}), factors
        ${why.factorScore.toFixed(3)}</dd></div>
    ${why.negativePenalty > 0 ? html`<div><dt>Negatives</dt><dd>took off ${why.negativePenalty.toFixed(3)}: the sound is also near
    to what the query does not want</dd></div>` : nothing}
    ${why.backgroundPercentile === undefined ? nothing : html`<div><dt>Background</dt><dd>scores more than
    ${why.backgroundPercentile.toFixed(1)} % of
      ${point?.validFrom ? "what this source sounds like" : "the model's background"} (mean ${why.backgroundMean.toFixed(3)},
      deviation ${why.backgroundDeviation.toFixed(3)})</dd></div>`}
    <div><dt>Listened to</dt><dd>${clock(why.evidenceStart, true)} to ${clock(why.evidenceEnd, true)}</dd></div>`;
}

function factors({ factors }) {
  if (!factors.length) return nothing;
  const effect = (share) => share.factorConfidence * share.similarity;
  return html`<details><summary>Factors: kinds of sound that speak for or against
    it</summary><table><caption class="unseen">Factors of the score</caption>
    <thead><tr><th scope="col">Factor</th><th scope="col">How sure it is there</th><th scope="col">How near to the
    words</th><th scope="col">Effect</th></tr></thead>
    <tbody>${factors.map((share) => html`<tr><th scope="row">${printed(share.name || "no. " + share.factor)}</th>
      <td class="number">${share.factorConfidence.toFixed(2)}</td><td class="number">${share.similarity.toFixed(2)}</td>
      <td>${effect(share) > 0.005 ? "for it" : effect(share) < -0.005 ? "against it"
      : "hardly any"}</td></tr>`)}</tbody></table></details>`;
}

/** What would have let it fire, tried on the kept audio. */
export function suggested({ suggestions, queryId, verdict }, isRegistered) {
  if (!suggestions.length) return verdict === "REJECTED" ? html`<h3>What would let it fire</h3><p>No small change of the query
    would.</p>` : nothing;
  return html`<h3>What would let it fire</h3><ul class="why-list">${suggestions.map((each) => html`<li>
    <b>${each.changes.map(change).join(" and ")}</b>: an event from ${clock(each.event.onset, true)} to
    ${clock(each.event.offset, true)}.
    Events around then: ${each.eventsThen} instead of ${each.eventsNow}.
    <details><summary class="small">As a command</summary><pre>${each.command}</pre></details></li>`)}</ul>
    ${isRegistered ? html`<p><a class="button" href=${"#/queries?id=" + encodeURIComponent(queryId)}>Change the query</a></p>`
    : nothing}`;
}
