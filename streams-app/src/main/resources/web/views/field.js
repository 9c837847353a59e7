// A control with its label above it and its hint below, which a screen reader reads after the name.
import { html, nothing } from "/lib/lit-html/lit-html.js";

/** id is that of the control: control({id, described}) makes it, with described as its aria-describedby. */
export function field(id, label, control, hint) {
  const described = hint ? id + "-hint" : nothing;
  return html`<div class="field"><label for=${id}>${label}</label>${control({ id, described })}
    ${hint ? html`<p class="hint" id=${described}>${hint}</p>` : nothing}</div>`;
}
