// Names and values, as rows that can be added and taken away: labels, headers, options.
import { html } from "/lib/lit-html/lit-html.js";
import { live } from "/lib/lit-html/directives/live.js";
import { icon } from "../ui.js";

/** The rows of an object. */
export function rowsOf(object) {
  return Object.entries(object || {}).map(([name, value]) => ({ name, value: String(value) }));
}

/** The object of rows; those without a name are left out. */
export function objectOf(rows) {
  return Object.fromEntries(rows.filter(({ name }) => name.trim()).map(({ name, value }) => [name.trim(), value.trim()]));
}

/** An editor of rows; redraw() draws its form again. words: {title, name, value, hint, add}. */
export function pairs(rows, words, redraw) {
  const set = (row, field) => (event) => { row[field] = event.target.value; };
  const add = (event) => {
    rows.push({ name: "", value: "" });
    const box = event.target.closest("fieldset");
    redraw();
    box.querySelector(".pairs-row:last-of-type input")?.focus();
  };
  const remove = (row) => (event) => {
    rows.splice(rows.indexOf(row), 1);
    const button = event.target.closest("fieldset").querySelector(".pairs-add");
    redraw();
    button.focus();
  };
  return html`<fieldset class="pairs"><legend>${words.title}</legend>
    ${words.hint ? html`<p class="hint">${words.hint}</p>` : ""}
    ${rows.map((row, at) => html`<div class="pairs-row">
      <input aria-label=${`${words.name} ${at + 1}`} placeholder=${words.name} .value=${live(row.name)} @input=${set(row, "name")}
      spellcheck="false">
      <input aria-label=${`${words.value} ${at + 1}`} placeholder=${words.value} .value=${live(row.value)}
      @input=${set(row, "value")} spellcheck="false">
      <button type="button" class="quiet" aria-label=${`Remove ${row.name || "row " + (at + 1)}`}
      @click=${remove(row)}>${icon("close")}</button>
    </div>`)}
    <button type="button" class="pairs-add" @click=${add}>${words.add}</button></fieldset>`;
}
