// Writing a query: the form, what the words may miss, and what it would have done.
import { html, nothing, render } from "/lib/lit-html/lit-html.js";
import { get, of, path, send } from "../api.js";
import { printed } from "../format.js";
import { failed, loading, toast } from "../ui.js";
import { openConflict } from "./queries-conflict.js";
import { draftOf, emptyDraft, fieldOf, idFor, written } from "./queries-draft.js";
import { fields } from "./queries-fields.js";
import { Lint } from "./queries-lint.js";
import { Preview } from "./queries-preview.js";

const TYPING_MS = 600;

/** Opens the form: of a new query, of one that is there, or of a copy. */
export function openForm(root, parameters) {
  return new QueryForm(root, parameters).begin();
}

class QueryForm {
  constructor(root, parameters) {
    this.root = root;
    this.from = parameters.get("id") || parameters.get("copy");
    this.isEdit = parameters.has("id");
    this.draft = this.from ? null : emptyDraft(parameters.get("new") || "");
    this.known = [];
    this.errors = {};
    this.closing = new AbortController();
    const draw = () => this.draw();
    this.lint = new Lint(draw);
    this.preview = new Preview(draw, (threshold) => this.change({ kind: "PROBABILITY", threshold }, false));
  }

  begin() {
    this.draw();
    this.load();
    return () => {
      this.closing.abort();
      clearTimeout(this.typing);
      this.lint.end();
      this.preview.end();
    };
  }

  async load() {
    this.loadError = null;
    this.draw();
    get(path("/api/sources", { limit: 200 }), { signal: this.closing.signal })
      .then((page) => { this.known = page.items.map((item) => item.id); this.draw(); }, () => {});
    try {
      if (this.from) this.take(await get(of("/api/queries", this.from), { signal: this.closing.signal }));
    } catch (error) {
      this.loadError = error;
    }
    this.draw();
    if (this.draft) this.ask(0);
    if (this.draft && !this.draft.text) this.root.querySelector("#queries-text")?.focus();
    if (this.isEdit && this.draft) this.askForVerdicts();
  }

  /** Shows a query as it is there; a copy of it is a new one. */
  take(query) {
    this.draft = draftOf(query);
    this.before = query;
    if (!this.isEdit) Object.assign(this.draft, { id: query.id + "-copy", etag: null });
  }

  async askForVerdicts() {
    try {
      this.verdicts = await get(of("/api/queries", this.draft.id, "/verdicts"), { signal: this.closing.signal });
      this.draw();
    } catch {
      // A service without verdicts has none to show.
    }
  }

  /** Takes what was typed, and asks again what it would do. */
  change(changes, isTyped = true) {
    Object.assign(this.draft, changes);
    if (changes.text !== undefined && !this.draft.isIdTyped) this.draft.id = idFor(changes.text);
    this.errors = {};
    if (changes.threshold !== undefined) this.preview.choose(changes.threshold);
    this.ask(isTyped ? TYPING_MS : 0);
    this.draw();
  }

  ask(delay) {
    clearTimeout(this.typing);
    const isNothing = !this.draft.text.trim();
    this.lint.wait(isNothing);
    this.preview.wait(isNothing);
    if (isNothing) return;
    this.typing = setTimeout(() => {
      const query = written(this.draft);
      this.lint.ask(query);
      this.preview.ask(query);
    }, delay);
  }

  async save(event, etag = this.draft.etag) {
    event?.preventDefault();
    if (this.isSaving) return;
    this.isSaving = true;
    this.errors = {};
    this.draw();
    const query = written(this.draft);
    try {
      const { data } = await send("PUT", path(of("/api/queries", query.id), { wait: "5s" }), query,
        etag ? { etag: `"${etag}"` } : { isNew: true });
      this.saved(data);
    } catch (error) {
      await this.refused(error);
    }
    this.isSaving = false;
    this.draw();
  }

  saved(query) {
    this.draft.etag = query.etag;
    if (query.errors.length) {
      this.errors = { form: "It is kept, but cannot be matched: " + query.errors.map(printed).join(" ") };
      this.isEdit = true;
      return;
    }
    toast(printed(query.id) + (query.done === "unchanged" ? " was so already." : query.enabled ? " is saved and listening." : " is saved, and off."));
    if (!this.closing.signal.aborted) location.hash = "#/queries";
  }

  async refused(error) {
    if (error.status !== 412) {
      const field = error.status === 400 || error.status === 422 ? fieldOf(error.message) : null;
      this.errors = { [field || "form"]: error.message };
      if (field) requestAnimationFrame(() => this.root.querySelector("[aria-invalid='true']")?.focus());
      return;
    }
    const choice = await openConflict(this.draft, this.before);
    if (!choice || this.closing.signal.aborted) return;
    if (choice.takes === "theirs") {
      this.isEdit = true;
      this.take(choice.query);
      this.ask(0);
    } else if (choice.takes === "mine") {
      this.draft.etag = choice.query?.etag || null;
      this.isSaving = false;
      await this.save(null);
    }
  }

  draw() {
    if (this.closing.signal.aborted) return;
    render(html`<div class="head"><div><p class="small queries-back"><a href="#/queries">All queries</a></p>
      <h1>${this.isEdit ? "Edit a query" : this.from ? "Duplicate a query" : "Write a query"}</h1></div></div>
      ${this.loadError ? failed(this.loadError, () => this.load()) : this.draft ? this.content() : loading("Reading the query")}`, this.root);
  }

  content() {
    const draft = this.draft;
    return html`<div class="queries-desk"><form class="fields queries-form" @submit=${(event) => this.save(event)} novalidate aria-label="The query">
        ${fields(this)}
        ${this.errors.form ? html`<p class="notice bad" role="alert">${this.errors.form}</p>` : nothing}
        <div class="actions queries-save"><button class="main" ?disabled=${this.isSaving || !draft.text.trim() || !draft.id}>
          ${this.isSaving ? "Saving …" : this.isEdit ? "Save the changes" : "Save"}</button>
          <a class="button" href="#/queries">Cancel</a>
          ${this.isEdit ? html`<a class="button" href=${"#/queries?copy=" + encodeURIComponent(draft.id)}>Duplicate</a>` : nothing}</div></form>
      <section class="queries-judge" aria-label="What it would have done">
        ${this.judged()}${this.lint.view()}${this.preview.view(draft)}</section></div>`;
  }

  /** What people said of its events so far, and which threshold that suggests. */
  judged() {
    const verdicts = this.verdicts;
    if (!verdicts || verdicts.right + verdicts.wrong === 0) return nothing;
    const { outcome, threshold, says } = verdicts.suggestion;
    return html`<div class="card queries-verdicts"><h2>Judged so far</h2>
      <p>${verdicts.right} right, ${verdicts.wrong} wrong. ${says}</p>
      ${outcome === "SUGGESTED" ? html`<button type="button" @click=${() => this.change({ kind: "PROBABILITY", threshold }, false)}>
        Try ${Math.round(threshold * 100)} %</button>` : nothing}</div>`;
  }
}
