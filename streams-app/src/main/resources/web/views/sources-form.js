// The form of a source, and what happens after it was added: connecting, then heard.
import { html, nothing } from "/lib/lit-html/lit-html.js";
import { live } from "/lib/lit-html/directives/live.js";
import { of, send } from "../api.js";
import { printed } from "../format.js";
import { dialog } from "../ui.js";
import { field } from "./field.js";
import { objectOf, pairs, rowsOf } from "./pairs.js";
import { follow, followed } from "./sources-follow.js";
import { KINDS, kindOf, suggestedId } from "./sources-words.js";

const QUIET = "quiet.dbfs";
const TRANSPORT = "rtsp.transport";

/** A new source as the form has it, or one that is there. */
function formOf(source) {
  const options = { ...source?.options };
  const form = {
    id: source?.id || "", hasOwnId: Boolean(source), address: source?.address || "", channel: source?.channel || "mix",
    track: source?.track || 1, paused: Boolean(source?.paused), quiet: options[QUIET] || "", transport: options[TRANSPORT] || "",
    labels: rowsOf(source?.labels), error: null, saving: false,
  };
  delete options[QUIET];
  delete options[TRANSPORT];
  form.options = rowsOf(options);
  return form;
}

function written(form) {
  const options = objectOf(form.options);
  if (form.quiet !== "") options[QUIET] = String(form.quiet);
  if (form.transport && /^rtsps?:/i.test(form.address)) options[TRANSPORT] = form.transport;
  return {
    address: form.address.trim(), channel: String(form.channel).trim() || "mix", track: Number(form.track) || 1,
      paused: form.paused,
    options, labels: objectOf(form.labels),
  };
}

function example(form, draw) {
  const choose = (event) => {
    const kind = KINDS[event.target.value];
    if (kind && !form.address) form.address = kind[2];
    if (!form.hasOwnId) form.id = suggestedId(form.address);
    draw();
  };
  const kind = kindOf(form.address);
  return html`<label>What is it?
    <select @change=${choose}><option value="" .selected=${!kind}>Told by the address</option>
      ${KINDS.map((each, at) => html`<option value=${at} .selected=${each === kind}>${each[0]}</option>`)}</select></label>`;
}

function addressField(form, isNew, draw) {
  const kind = kindOf(form.address);
  const type = (event) => {
    form.address = event.target.value;
    if (!form.hasOwnId) form.id = suggestedId(form.address);
    draw();
  };
  const input = ({ id, described }) => html`<input id=${id} name="address" required maxlength="2000" spellcheck="false"
    autocomplete="off" ?autofocus=${isNew} .value=${live(form.address)} placeholder=${kind ? kind[2] : KINDS[0][2]}
    aria-describedby=${described} @input=${type}>`;
  return field("source-address", "Address", input, html`${kind ? html`<b>${kind[0]}.</b> ${kind[3]} ` : nothing}A password or
    token never stands in it: write <code>\${env:SOURCE_NAME}</code> or <code>\${file:/run/secrets/name}</code>, which the
    machine that listens looks up. ${form.address.includes("***")
    ? "What *** stands for is not shown; it is kept if you leave the address as it is." : nothing}`);
}

function channels(form, draw) {
  const isNumber = !["mix", "left", "right"].includes(form.channel);
  return html`<div class="sources-two"><label>Channel
      <select @change=${(event) => { form.channel = event.target.value; draw(); }}>
        ${[["mix", "all, mixed"], ["left", "left"], ["right", "right"]].map(([value, name]) => html`
          <option value=${value} .selected=${form.channel === value}>${name}</option>`)}
        <option value="3" .selected=${isNumber}>one of several</option></select></label>
    ${isNumber ? html`<label>Number of the channel
      <input type="number" min="1" max="64" .value=${live(form.channel)}
      @input=${(event) => { form.channel = event.target.value; }}></label>` : nothing}
    <label>Audio track
      <input type="number" min="1" max="1000" .value=${live(String(form.track))}
      @input=${(event) => { form.track = event.target.value; }}></label></div>`;
}

function more(form, draw) {
  return html`<details ?open=${form.quiet !== "" || form.options.length > 0
    || form.transport !== ""}><summary>Options</summary><div class="fields">
    ${field("source-quiet", "Quiet below (dBFS)", ({ id, described }) => html`<input id=${id} type="number" min="-120" max="0"
      step="1" .value=${live(String(form.quiet))} placeholder="-60" aria-describedby=${described}
      @input=${(event) => { form.quiet = event.target.value; }}>`,
    "Below this level the source counts as quiet. Empty: the limit of the service.")}
    ${/^rtsps?:/i.test(form.address) ? html`<label>Transport of RTSP
      <select @change=${(event) => { form.transport = event.target.value; }}>
        <option value="">tcp (default)</option>
        <option value="udp" .selected=${form.transport === "udp"}>udp</option></select></label>` : nothing}
    ${pairs(form.options, { title: "Other options", name: "Option", value: "Value", add: "Add an option",
    hint: "header.NAME is a further header of HTTP requests: header.Authorization = Bearer ${env:SOURCE_TOKEN}. "
      + "It goes to the host of the address only." }, draw)}
    </div></details>`;
}

function fields(form, source, { submit, cancel, draw }) {
  const isNew = !source;
  const typeId = (event) => { form.id = event.target.value; form.hasOwnId = form.id !== ""; };
  return html`<form class="fields" novalidate @submit=${submit}>
    ${isNew ? example(form, draw) : nothing}
    ${addressField(form, isNew, draw)}
    ${isNew ? field("source-id", "Id", ({ id, described }) => html`<input id=${id} name="id" required maxlength="200"
      spellcheck="false" autocomplete="off" .value=${live(form.id)} aria-describedby=${described} @input=${typeId}>`,
    "Names the source everywhere and stays as it is; suggested from the address.") : nothing}
    ${channels(form, draw)}
    ${pairs(form.labels, { title: "Labels", name: "Label", value: "Value", add: "Add a label",
    hint: "Such as city = Kiel. Lists, routes and queries can choose by them." }, draw)}
    ${more(form, draw)}
    <label class="sources-check"><input type="checkbox" .checked=${live(form.paused)}
      @change=${(event) => { form.paused = event.target.checked; }}>
      <span>Keep it without listening (paused)</span></label>
    ${form.error ? html`<div class="notice bad" role="alert"><p>${form.error}</p></div>` : nothing}
    <div class="actions"><button class="main" ?disabled=${form.saving}>${form.saving ? "Saving …" : isNew ? "Add and listen"
    : "Save"}</button>
      <button type="button" @click=${cancel}>Cancel</button></div></form>`;
}

function check(form, isNew) {
  if (!form.address.trim()) return "Write an address: what Earshot shall open.";
  return isNew && !form.id.trim() ? "Write an id: how the source is called." : null;
}

async function save(form, source) {
  const id = source ? source.id : form.id.trim();
  const condition = source ? { etag: `"${source.etag}"` } : { isNew: true };
  const { data } = await send("PUT", of("/api/sources", id), written(form), condition);
  return data;
}

async function saved(form, source) {
  form.error = check(form, !source);
  return form.error ? null : save(form, source);
}

function said(error, form, source) {
  if (error.status !== 412) return error.message;
  return source ? "Somebody changed it meanwhile. Close this form and open it again to see how it is now."
    : `There is a source with the id ${printed(form.id.trim())} already; choose another id, or edit that one.`;
}

/** Adds a source, or changes the one that is given; resolves to whether something was written. */
export function openForm(source) {
  const form = formOf(source);
  let following = null;
  let isWritten = false;
  const result = dialog(source ? `Edit ${printed(source.id)}` : "Add a source", (close, draw) => {
    const submit = async (event) => {
      event.preventDefault();
      if (form.saving) return;
      form.saving = true;
      form.error = null;
      draw();
      try {
        const data = await saved(form, source);
        isWritten ||= Boolean(data);
        if (data && data.done === "unchanged") close();
        else if (data) following = follow(data, draw);
      } catch (error) {
        form.error = said(error, form, source);
      }
      form.saving = false;
      draw();
      focusFault(form);
    };
    return following ? followed(following, close) : fields(form, source, { submit, cancel: () => close(), draw });
  }, { wide: false });
  return result.then(() => {
    following?.end();
    return isWritten;
  });
}

function focusFault(form) {
  if (!form.error) return;
  const name = /\bid\b/.test(form.error) && !/address/i.test(form.error) ? "id" : "address";
  document.querySelector(`dialog [name="${name}"]`)?.focus();
}
