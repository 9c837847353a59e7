// What the verdicts say of a query: how often it was right, and which threshold they suggest.
import { html, nothing } from "/lib/lit-html/lit-html.js";
import { get, of } from "../api.js";
import { count, percent, printed } from "../format.js";
import { failed, loading } from "../ui.js";

/** What is known of the query that the list is narrowed to; of none where that is a pattern. */
export class QueryVerdicts {
  constructor(draw) {
    this.draw = draw;
  }

  show(query) {
    const id = query.includes("*") ? "" : query;
    if (id === this.id && !this.error) return;
    this.id = id;
    this.answer = this.error = null;
    if (id) this.load();
  }

  changed(id) {
    if (id === this.id) this.load();
  }

  async load() {
    this.stop?.abort();
    this.stop = new AbortController();
    const { signal } = this.stop;
    try {
      this.answer = await get(of("/api/queries", this.id, "/verdicts"), { signal });
      this.error = null;
    } catch (error) {
      if (signal.aborted) return;
      this.error = error;
    }
    this.draw();
  }

  end() {
    this.stop?.abort();
  }
}

/** Above the list, closed at first. */
export function queryPanel(verdicts) {
  if (!verdicts.id) return nothing;
  const { answer, error } = verdicts;
  return html`<details class="card events-query"><summary>${answer ? inShort(answer) : "Verdicts of " + printed(verdicts.id)}</summary>
    ${error ? failed(error, () => verdicts.load()) : answer ? verdictFigures(answer) : loading("Counting verdicts")}</details>`;
}

function inShort({ query, right, wrong, precision }) {
  if (precision === undefined) return `${printed(query)}: nobody has judged an event of it yet`;
  return `${printed(query)}: ${right} of ${right + wrong} right (${percent(precision)})`;
}

/** The figures, and what they suggest. */
export function verdictFigures(answer) {
  const { right, wrong, precision, low, high, leftOut, suggestion } = answer;
  return html`<dl class="figures">
      <div><dt>Right</dt><dd>${right}</dd></div><div><dt>Wrong</dt><dd>${wrong}</dd></div>
      <div><dt>Precision so far</dt><dd>${precision === undefined ? "Not judged" : percent(precision)}</dd></div>
      <div><dt>With 95 % between</dt><dd>${precision === undefined ? "–" : percent(low) + " and " + percent(high)}</dd></div>
      ${suggestion.outcome === "SUGGESTED" ? html`<div><dt>Suggested threshold</dt><dd>${suggestion.threshold}</dd></div>` : nothing}
    </dl>
    <p>${suggestion.says}</p>
    ${suggestion.outcome === "SUGGESTED" ? html`<p class="hint">Nothing changes by itself: edit the query to use it.
      <a href="#/queries?query=${encodeURIComponent(answer.query)}">To the query</a></p>` : nothing}
    ${leftOut ? html`<p class="hint">${count(leftOut, "verdict")} of other words or another model left out.</p>` : nothing}
    <p class="hint">The bounds are Wilson's score interval, and hold if the judged events are like the others: judge them as they come, not only odd ones.</p>`;
}
