// The fields of the form of a query.
import { html, nothing } from "/lib/lit-html/lit-html.js";
import { live } from "/lib/lit-html/directives/live.js";
import { printed } from "../format.js";
import { RULES } from "./queries-draft.js";

const FORMATS = ["flac", "wav", "opus"];

/** All fields; form has the draft, its errors, and change(changes). */
export function fields(form) {
  return html`${words(form)}${sensitivity(form)}${sources(form)}
    <details class="queries-more" ?open=${form.isOpen || needsMore(form)} @toggle=${(event) => { form.isOpen = event.target.open; }}>
      <summary>More: rules, labels, keeping the sound</summary><div class="fields">${rules(form)}${rest(form)}${evidence(form)}</div></details>`;
}

function needsMore({ errors }) {
  return RULES.some(([key]) => errors[key]) || errors.labels || errors.evidence;
}

/** A field with its hint and its error: control(attributes) makes the input. */
function field(form, name, title, hint, control) {
  const id = "queries-" + name;
  const error = form.errors[name];
  return html`<div class="field"><label for=${id}>${title}</label>${control(id, error ? "true" : "false", id + "-hint")}
    <p class="hint" id=${id + "-hint"}>${error ? html`<span class="bad" role="alert">${error}</span>` : hint}</p></div>`;
}

function words(form) {
  const { draft } = form;
  const change = (changes) => form.change(changes);
  return html`
    ${field(form, "text", "What should be heard?", "One sound in a few plain English words, such as “a dog barking”.", (id, bad, hint) => html`
      <input id=${id} required maxlength="500" autocomplete="off" .value=${live(draft.text)} aria-invalid=${bad} aria-describedby=${hint}
        @input=${(event) => change({ text: event.target.value })}>`)}
    ${field(form, "id", "Id", form.isEdit ? "Its events carry it; it stays." : "Its events carry it; suggested from the words.", (id, bad, hint) => html`
      <input id=${id} required autocomplete="off" spellcheck="false" .value=${live(draft.id)} ?readonly=${form.isEdit} aria-invalid=${bad} aria-describedby=${hint}
        @input=${(event) => change({ id: event.target.value.trim(), isIdTyped: Boolean(event.target.value.trim()) })}>`)}
    <div class="queries-pair">
    ${field(form, "otherTexts", "Or in other words", "One a line, up to 7; the one that fits best counts.", (id, bad, hint) => html`
      <textarea id=${id} rows="2" .value=${live(draft.otherTexts)} aria-invalid=${bad} aria-describedby=${hint}
        @input=${(event) => change({ otherTexts: event.target.value })}></textarea>`)}
    ${field(form, "negatives", "But not", "Sounds that are alike and not meant, one a line, up to 8.", (id, bad, hint) => html`
      <textarea id=${id} rows="2" .value=${live(draft.negatives)} aria-invalid=${bad} aria-describedby=${hint}
        @input=${(event) => change({ negatives: event.target.value })}></textarea>`)}</div>`;
}

function sensitivity(form) {
  const { draft } = form;
  const kinds = [["DEFAULT", "As Earshot suggests", "50 % confidence, or more where a source's background alone would alarm over 10 times a day."],
    ["ALARMS_PER_DAY", "So many mistaken alarms a day", "The threshold follows from what each source sounds like."],
    ["PROBABILITY", "At a confidence", "The same on every source."]];
  if (draft.kind === "RAW_SCORE") kinds.push(["RAW_SCORE", "At a raw score", "The similarity before calibration, from -1 to 1."]);
  const choose = (kind) => form.change({ kind }, false);
  return html`<fieldset class="queries-choices"><legend>How readily should it fire?</legend>
    ${kinds.map(([kind, title, hint]) => html`<div class="queries-choice"><label><input type="radio" name="kind" value=${kind}
        .checked=${live(draft.kind === kind)} @change=${() => choose(kind)} aria-describedby=${"queries-kind-" + kind}> ${title}</label>
      <p class="hint" id=${"queries-kind-" + kind}>${hint}</p>${draft.kind === kind ? scale(form) : nothing}</div>`)}
    ${form.errors.sensitivity ? html`<p class="bad small" role="alert">${form.errors.sensitivity}</p>` : nothing}</fieldset>`;
}

function scale(form) {
  const { draft } = form;
  if (draft.kind === "ALARMS_PER_DAY") {
    return html`<label class="queries-scale">Alarms a day <input type="number" min="0.01" max="90000" step="any" .value=${live(draft.alarmsPerDay)}
      @input=${(event) => form.change({ alarmsPerDay: event.target.value })}></label>`;
  }
  if (draft.kind === "RAW_SCORE") {
    return html`<label class="queries-scale">Raw score <input type="number" min="-1" max="1" step="any" .value=${live(draft.rawScore)}
      @input=${(event) => form.change({ rawScore: event.target.value })}></label>`;
  }
  if (draft.kind === "PROBABILITY") {
    return html`<label class="queries-scale">Confidence in % <input type="number" min="1" max="99.9" step="any" .value=${live(String(+(draft.threshold * 100).toFixed(2)))}
      @input=${(event) => event.target.value && form.change({ threshold: Number(event.target.value) / 100 })}></label>`;
  }
  return nothing;
}

function sources(form) {
  const { draft } = form;
  const all = [...new Set([...form.known, ...draft.sources])];
  const toggle = (source, isOn) => form.change({
    everywhere: false, sources: isOn ? [...draft.sources, source] : draft.sources.filter((each) => each !== source),
  });
  return html`<fieldset class="queries-choices"><legend>Where should it listen?</legend>
    <label><input type="radio" name="everywhere" .checked=${live(draft.everywhere)} @change=${() => form.change({ everywhere: true }, false)}> On every source, also new ones</label>
    <label><input type="radio" name="everywhere" .checked=${live(!draft.everywhere)} @change=${() => form.change({ everywhere: false }, false)}> Only on these</label>
    ${draft.everywhere ? nothing : html`<div class="queries-sources">${all.map((source) => html`<label class="queries-source">
        <input type="checkbox" .checked=${live(draft.sources.includes(source))} @change=${(event) => toggle(source, event.target.checked)}> ${printed(source)}</label>`)}</div>
      ${field(form, "sources", "And all whose id fits", "Patterns, * stands for anything: yard-*, radio/*", (id, bad, hint) => html`<input id=${id} spellcheck="false"
        .value=${live(draft.patterns)} aria-invalid=${bad} aria-describedby=${hint} @input=${(event) => form.change({ patterns: event.target.value })}>`)}`}</fieldset>`;
}

function rules(form) {
  const { draft } = form;
  const isAbsence = Boolean(draft.rules.absentFor);
  const set = (key, value) => form.change({ rules: { ...draft.rules, [key]: value } });
  return html`<div class="queries-pair">${RULES.filter(([, , , , ends]) => !(isAbsence && ends)).map(([key, title, hint, byDefault]) => field(form, key, title, hint,
    (id, bad, about) => html`<input id=${id} autocomplete="off" .value=${live(draft.rules[key] || "")} placeholder=${byDefault} aria-invalid=${bad} aria-describedby=${about}
      @input=${(event) => set(key, event.target.value)}>`))}</div>
    ${isAbsence ? html`<p class="hint">An absence has no pauses: it lasts until the sound is heard.</p>` : nothing}`;
}

function rest(form) {
  const { draft } = form;
  return html`${field(form, "labels", "Labels", "Notes that its events carry, NAME=VALUE, one a line.", (id, bad, hint) => html`<textarea id=${id} rows="2"
      .value=${live(draft.labels)} aria-invalid=${bad} aria-describedby=${hint} @input=${(event) => form.change({ labels: event.target.value })}></textarea>`)}
    <label class="queries-source"><input type="checkbox" .checked=${live(draft.enabled)} @change=${(event) => form.change({ enabled: event.target.checked })}> Listen for it as soon as it is saved</label>`;
}

function evidence(form) {
  const kept = form.draft.evidence;
  const set = (changes) => form.change({ evidence: { ...kept, ...changes } });
  const number = (name, title, max) => html`<label>${title}<input type="number" min="0" max=${max} step="1" .value=${live(String(kept[name]))}
    @input=${(event) => set({ [name]: Number(event.target.value) })}></label>`;
  const toggle = (format, isOn) => set({ formats: isOn ? [...kept.formats, format] : kept.formats.filter((each) => each !== format) });
  return html`<fieldset class="queries-choices"><legend>Keeping the sound</legend>
    <label><input type="checkbox" .checked=${live(kept.keeps)} @change=${(event) => set({ keeps: event.target.checked })}> Keep the sound of each event for good</label>
    <p class="hint">Without it the sound can be heard as long as the audio is kept, six hours by default. It needs a store (evidence.store).</p>
    ${kept.keeps ? html`<div class="queries-pair queries-numbers">${number("preSeconds", "Seconds before", 60)}${number("postSeconds", "Seconds after", 60)}
        ${number("keepDays", "Days kept (0: no limit)", 100000)}${number("keepCount", "Events kept (0: no limit)", 1000000)}</div>
      <div class="queries-sources" role="group" aria-label="Formats">${FORMATS.map((format) => html`<label class="queries-source">
        <input type="checkbox" .checked=${live(kept.formats.includes(format))} @change=${(event) => toggle(format, event.target.checked)}> ${format.toUpperCase()}</label>`)}</div>` : nothing}
    ${form.errors.evidence ? html`<p class="bad small" role="alert">${form.errors.evidence}</p>` : nothing}</fieldset>`;
}
