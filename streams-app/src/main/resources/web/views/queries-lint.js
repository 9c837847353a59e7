// What may make a query hear less or more than is meant, while it is written.
import { html, nothing } from "/lib/lit-html/lit-html.js";
import { send } from "../api.js";
import { printed } from "../format.js";
import { failed } from "../ui.js";
import { alikeWords } from "./queries-words.js";

/** Asks, and shows the answer; draw() is called when there is something new. */
export class Lint {
  #draw;
  #asking = null;
  #said = null;
  #error = null;
  #query = null;

  constructor(draw) {
    this.#draw = draw;
  }

  end() {
    this.#asking?.abort();
  }

  /** Whatever is being asked is no longer of use. */
  wait(isNothing) {
    this.#asking?.abort();
    if (isNothing) this.#said = this.#error = null;
  }

  async ask(query) {
    this.#asking?.abort();
    const { signal } = this.#asking = new AbortController();
    this.#query = query;
    try {
      const { data } = await send("POST", "/api/queries/lint", query, { signal });
      this.#said = data;
      this.#error = null;
    } catch (error) {
      if (signal.aborted) return;
      this.#said = null;
      this.#error = error;
    }
    this.#draw();
  }

  view() {
    if (this.#error) return failed(this.#error, this.#error.status === 400 ? null : () => this.ask(this.#query));
    if (!this.#said) return nothing;
    const { errors, warnings, nearDuplicates } = this.#said;
    const near = nearDuplicates.filter(({ id }) => id !== this.#query.id);
    return html`<div class="queries-lint" role="status">
      ${errors.map((text) => html`<p class="notice bad">${printed(text)}</p>`)}
      ${warnings.filter((text) => !near.some(({ id }) => text.includes(`"${id}"`))).map((text) => html`<p class="notice warn">${printed(text)}</p>`)}
      ${near.length ? html`<div class="notice warn"><p>Another query fires for the same sounds; change that one, or make this one differ:</p>
        <ul>${near.slice(0, 5).map(({ id, text, cosine }) => html`<li><a href=${"#/queries?id=" + encodeURIComponent(id)}>${printed(text)}</a>
          (${printed(id)}): ${alikeWords(cosine)}, likeness ${cosine.toFixed(2)} of 1</li>`)}</ul></div>` : nothing}</div>`;
  }
}
