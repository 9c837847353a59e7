// Somebody else changed a query meanwhile: what differs, and whose stands.
import { html, nothing } from "/lib/lit-html/lit-html.js";
import { get, of } from "../api.js";
import { dateTime, printed } from "../format.js";
import { dialog } from "../ui.js";
import { draftOf, written } from "./queries-draft.js";
import { sensitivityWords } from "./queries-words.js";

const TITLES = { text: "Words", otherTexts: "Or", negatives: "But not", sources: "Sources", sensitivity: "Sensitivity", rules: "Rules",
  labels: "Labels", evidence: "Evidence", enabled: "On" };

function said(value, name) {
  if (name === "sensitivity") return sensitivityWords({ sensitivity: value });
  if (value === undefined || value === null) return "–";
  if (Array.isArray(value)) return value.map(printed).join(", ") || "–";
  if (typeof value !== "object") return printed(value);
  return Object.entries(value).map(([name, each]) => printed(name) + "=" + printed(each)).join(", ") || "–";
}

/** [title, mine, theirs] of what differs. */
function differences(mine, theirs) {
  return Object.entries(TITLES).map(([name, title]) => [title, said(mine[name], name), said(theirs[name], name)]).filter(([, one, other]) => one !== other);
}

/** Asks whose stands: {takes: "mine" or "theirs", query}, or null. before is what the form began with. */
export async function openConflict(draft, before) {
  let query = null;
  try {
    query = await get(of("/api/queries", draft.id));
  } catch (error) {
    if (error.status !== 404) throw error;
  }
  const rows = query ? differences(written(draft), written(draftOf(query))) : [];
  const who = query?.changed;
  const happened = !query ? "It was deleted meanwhile." : before ? "Somebody changed it since you opened it." : "There is a query of this id already.";
  return dialog(query ? "Whose query stands?" : "The query is gone", (close) => html`<p>${happened}
      ${who ? "Last " + who.what + " by " + (printed(who.by) || "somebody unnamed") + ", " + dateTime(who.at) + "." : ""}</p>
    ${query ? html`<table class="stacks"><caption class="unseen">What differs</caption><thead><tr><th scope="col">What</th><th scope="col">Yours</th><th scope="col">There now</th></tr></thead>
      <tbody>${rows.map(([title, mine, theirs]) => html`<tr><th scope="row">${title}</th><td data-label="Yours">${mine}</td><td data-label="There now">${theirs}</td></tr>`)}</tbody></table>
      ${rows.length ? nothing : html`<p>Both say the same.</p>`}` : nothing}
    <div class="actions"><button type="button" class="main" @click=${() => close({ takes: "mine", query })}>${query ? "Save yours over it" : "Save yours again"}</button>
      ${query ? html`<button type="button" @click=${() => close({ takes: "theirs", query })}>Take theirs into the form</button>` : nothing}
      <button type="button" @click=${() => close(null)}>Go on editing</button></div>`, { wide: true });
}
