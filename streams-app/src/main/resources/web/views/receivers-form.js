// The form of a receiver: its kind with its options, what it gets, when it stays quiet; a test at the end.
import { html, nothing } from "/lib/lit-html/lit-html.js";
import { live } from "/lib/lit-html/directives/live.js";
import { repeat } from "/lib/lit-html/directives/repeat.js";
import { of, send } from "../api.js";
import { printed } from "../format.js";
import { dialog } from "../ui.js";
import { field } from "./field.js";
import { objectOf, pairs, rowsOf } from "./pairs.js";
import { tested } from "./receivers-test.js";
import { ABSENCES, GIVE_UP, KINDS, PHASES } from "./receivers-words.js";

function formOf(receiver) {
  const route = receiver?.route || {};
  const form = {
    id: receiver?.id || "", kind: receiver?.kind || "WEBHOOK", address: receiver?.address || "",
      enabled: receiver?.enabled ?? true,
    known: {}, rest: [], sources: (route.sources || []).join(", "), queries: (route.queries || []).join(", "),
      labels: rowsOf(route.labels),
    confidence: Math.round(100 * (route.minConfidence || 0)), phases: new Set(route.phases || ["OPEN"]), absences: route.absences
      || "INCLUDED",
    zone: receiver?.quietHours?.spans?.length ? receiver.quietHours.zone : Intl.DateTimeFormat().resolvedOptions().timeZone,
    spans: (receiver?.quietHours?.spans || []).join("\n"), then: receiver?.quietHours?.then || "HOLD",
    gather: (receiver?.grouping?.gatherSeconds || 0) / 60, most: receiver?.grouping?.most || 20, error: null, isSaving: false,
      saved: null, test: null,
  };
  sort(form, receiver?.options || {});
  return form;
}

/** Options that the kind has a field for, and all others as rows. */
function sort(form, options) {
  const names = new Set(optionsOf(form.kind).map(([name]) => name));
  form.known = Object.fromEntries(Object.entries(options).filter(([name]) => names.has(name)));
  form.rest = rowsOf(Object.fromEntries(Object.entries(options).filter(([name]) => !names.has(name))));
}

function optionsOf(kind) {
  return [...(KINDS[kind]?.options || []), GIVE_UP];
}

function written(form) {
  const known = Object.fromEntries(Object.entries(form.known).filter(([, value]) => value !== "").map(([name, value]) => [name,
    String(value).trim()]));
  return {
    kind: form.kind, address: form.address.trim(), options: { ...objectOf(form.rest), ...known }, enabled: form.enabled,
    route: { sources: listOf(form.sources), queries: listOf(form.queries), labels: objectOf(form.labels),
      minConfidence: Number(form.confidence) / 100,
      phases: PHASES.map(([id]) => id).filter((id) => form.phases.has(id)), absences: form.absences },
    quietHours: { zone: form.zone.trim() || "UTC", spans: form.spans.split("\n").map((span) => span.trim()).filter(Boolean),
      then: form.then },
    grouping: { gatherSeconds: Math.round(Number(form.gather) * 60), most: Number(form.most) || 20 },
  };
}

function listOf(text) {
  return text.split(/[,\n]/).map((each) => each.trim()).filter(Boolean);
}

function input(form, name, { id, described }, options = {}) {
  return html`<input id=${id} aria-describedby=${described} name=${name} type=${options.type || "text"}
    min=${options.min ?? nothing} max=${options.max ?? nothing}
    step=${options.step ?? nothing}
    ?required=${options.isNeeded} placeholder=${options.placeholder ?? nothing} spellcheck="false" autocomplete="off"
      .value=${live(String(form[name]))}
    @input=${(event) => { form[name] = event.target.value; }}>`;
}

/** A line of text or a number of the form. */
function line(form, name, label, hint, options) {
  return field("receiver-" + name, label, (place) => input(form, name, place, options), hint);
}

function choice(form, name, all) {
  return html`<select @change=${(event) => { form[name] = event.target.value; }}>
    ${all.map(([value, words]) => html`<option value=${value} .selected=${form[name] === value}>${words}</option>`)}</select>`;
}

function kindFields(form, isNew, draw) {
  const kind = KINDS[form.kind];
  const change = (event) => {
    const options = { ...objectOf(form.rest), ...form.known };
    form.kind = event.target.value;
    sort(form, options);
    draw();
  };
  const rare = optionsOf(form.kind).filter(([, , , more]) => more?.isRare);
  return html`<label>Kind <select name="kind" @change=${change}>
      ${Object.entries(KINDS).map(([id, { name }]) => html`<option value=${id}
      .selected=${id === form.kind}>${name}</option>`)}</select></label>
    ${isNew ? line(form, "id", "Id", "Names it everywhere: letters, digits, dots, hyphens.", { isNeeded: true }) : nothing}
    ${line(form, "address", "Address", html`${kind.hint} Secrets are references: <code>\${env:NOTIFY_NAME}</code> or
      <code>\${file:/run/secrets/name}</code>.`, { isNeeded: true, placeholder: kind.address })}
    ${optionFields(form, kind.options.filter(([, , , more]) => !more?.isRare))}
    <details ?open=${form.rest.length > 0 || rare.some(([name]) => form.known[name])}><summary>More
    options</summary><div class="fields">
      ${optionFields(form, rare)}
      ${pairs(form.rest, { title: kind.hasHeaders ? "Headers and other options" : "Other options", name: "Option", value: "Value",
      add: "Add an option",
      hint: kind.hasHeaders ? "header.NAME is a further header of each request." : "" }, draw)}</div></details>`;
}

/** Each kind has elements of its own: a browser may lose the layout of a field whose type changes. */
function optionFields(form, options) {
  return repeat(options, ([name]) => form.kind + name, (each) => option(form, each));
}

function option(form, [name, label, hint, more = {}]) {
  const value = form.known[name] ?? "";
  const set = (event) => { form.known[name] = event.target.value; };
  const place = "option-" + name;
  const control = ({ described }) => more.choices
    ? html`<select id=${place} aria-describedby=${described} @change=${set}><option value="" .selected=${value === ""}>as
      usual</option>${more.choices.map((each) => html`<option value=${each}
        .selected=${each === value}>${each}</option>`)}</select>`
    : more.type === "area" ? html`<textarea id=${place} aria-describedby=${described} rows="4" spellcheck="false"
      .value=${live(value)} @input=${set}></textarea>`
      : html`<input id=${place} name=${place} aria-describedby=${described} type=${more.type || "text"} min=${more.min ?? nothing}
        max=${more.max ?? nothing} spellcheck="false" autocomplete="off" .value=${live(value)} @input=${set}>`;
  return field(place, more.isNeeded ? label : html`${label} <span class="hint">(optional)</span>`, control, hint);
}

function routeFields(form, draw) {
  const phase = (id) => (event) => {
    if (event.target.checked) form.phases.add(id);
    else form.phases.delete(id);
  };
  return html`<fieldset class="pairs"><legend>What it gets</legend><p class="hint">All of these must hold. Empty: no matter
    which.</p>
    <div class="fields">
    ${line(form, "queries", "Queries", "Ids or patterns, with commas.", { placeholder: "glass, tone-*" })}
    ${line(form, "sources", "Sources", "Ids or patterns, with commas.", { placeholder: "hall-*, yard" })}
    ${pairs(form.labels, { title: "Labels of the query", name: "Label", value: "Value", add: "Add a label" }, draw)}
    ${line(form, "confidence", "Confidence at least (%)", "", { type: "number", min: 0, max: 100, step: 1 })}
    <div class="field" role="group" aria-labelledby="phases"><b id="phases">When an event</b><div class="receivers-checks">
      ${PHASES.map(([id, name]) => html`<label><input name="phases" type="checkbox" .checked=${live(form.phases.has(id))}
      @change=${phase(id)}> ${name}</label>`)}</div></div>
    <label>Kinds of events ${choice(form, "absences", ABSENCES)}</label></div></fieldset>`;
}

function timeFields(form) {
  return html`<details ?open=${Boolean(form.spans) || form.gather > 0}><summary>Quiet hours and
    gathering</summary><div class="fields">
    ${field("receiver-spans", "Quiet hours", ({ id, described }) => html`<textarea id=${id} aria-describedby=${described} rows="2"
      spellcheck="false" placeholder="mon-fri 22:00-07:00" .value=${live(form.spans)}
      @input=${(event) => { form.spans = event.target.value; }}></textarea>`,
    "A line for each: mon-fri 22:00-07:00, or sat,sun 00:00-24:00.")}
    ${line(form, "zone", "Time zone", "")}
    <label>Meanwhile ${choice(form, "then", [["HOLD", "hold events and tell them at the end"], ["DROP", "drop events"]])}</label>
    ${line(form, "gather", "Gather for (minutes)",
    "Events of one query in one source within that time are one message. 0: each at once.",
    { type: "number", min: 0, max: 1440, step: "any" })}
    ${line(form, "most", "Events that a message names at most", "", { type: "number", min: 1, max: 100 })}</div></details>`;
}

function fields(form, receiver, { submit, cancel, draw }) {
  return html`<form class="fields" novalidate
    @submit=${submit}>${kindFields(form, !receiver, draw)}${routeFields(form, draw)}${timeFields(form)}
    <label class="sources-check"><input type="checkbox" .checked=${live(form.enabled)}
    @change=${(event) => { form.enabled = event.target.checked; }}> <span>Enabled</span></label>
    ${form.error ? html`<div class="notice bad" role="alert"><p>${form.error}</p></div>` : nothing}
    <div class="actions"><button class="main" ?disabled=${form.isSaving}>${form.isSaving ? "Saving …" : receiver ? "Save"
    : "Add the receiver"}</button>
      <button type="button" @click=${cancel}>Cancel</button></div></form>`;
}

function check(form, isNew) {
  if (isNew && !/^[A-Za-z0-9._-]{1,100}$/.test(form.id.trim())) return ["id",
    "Write an id of letters, digits, dots, underscores or hyphens."];
  if (!form.address.trim()) return ["address", "Write the address of the receiver."];
  const needed = optionsOf(form.kind).find(([name, , , more]) => more?.isNeeded && !form.known[name]);
  if (needed) return ["option-" + needed[0], `${needed[1]} is needed.`];
  if (form.phases.size === 0) return ["phases", "Choose at least one phase: begins, goes on or ends."];
  return null;
}

/** Adds a receiver, or changes the one that is given with its ETag; resolves to whether something was written. */
export function openForm(receiver, etag) {
  const form = formOf(receiver);
  return dialog(receiver ? `Edit ${printed(receiver.id)}` : "Add a receiver", (close, draw) => {
    const submit = async (event) => {
      event.preventDefault();
      if (form.isSaving) return;
      form.isSaving = true;
      form.error = null;
      draw();
      await save(form, receiver, etag);
      form.isSaving = false;
      draw();
      if (form.fault) document.querySelector(`dialog [name="${form.fault}"]`)?.focus();
    };
    return form.saved ? tested(form, close, draw) : fields(form, receiver, { submit, cancel: () => close(), draw });
  }).then(() => Boolean(form.saved));
}

async function save(form, receiver, etag) {
  form.fault = null;
  try {
    const fault = check(form, !receiver);
    if (fault) {
      [form.fault, form.error] = fault;
      return;
    }
    form.saved = (await send("PUT", of("/api/receivers", receiver ? receiver.id : form.id.trim()), written(form), receiver
      ? { etag } : { isNew: true })).data;
  } catch (error) {
    form.error = error.status !== 412 ? error.message
      : receiver ? "Somebody changed it meanwhile. Close this form and open it again to see how it is now."
      : `There is a receiver with the id ${form.id.trim()} already.`;
  }
}
