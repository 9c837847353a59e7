// A test message to a receiver, and what became of it.
import { html, nothing } from "/lib/lit-html/lit-html.js";
import { of, send } from "../api.js";
import { outcomeWords } from "./receivers-words.js";

/** What follows saving: a test message; close() closes the dialog. */
export function tested(form, close, draw) {
  const test = async () => {
    form.test = { isRunning: true };
    draw();
    form.test = await testOf(form.saved.id);
    draw();
  };
  return html`<p role="status"><b class="dot good">Saved</b><br>${form.enabled ? "It is told of what happens from now on."
    : "It is disabled: it is told nothing."}</p>
    ${outcome(form.test)}
    <div class="actions"><button type="button" class="main" ?disabled=${form.test?.isRunning}
    @click=${test}>${form.test?.isRunning ? "Sending …" : "Send a test message"}</button>
      <button type="button" @click=${() => close()}>Done</button></div>`;
}

/** Sends a test message: {outcome, reason} or {error}. */
export async function testOf(id) {
  try {
    return (await send("POST", of("/api/receivers", id, "/test"))).data;
  } catch (error) {
    return { error: error.message };
  }
}

/** What became of a test. */
export function outcome(test) {
  if (!test || test.isRunning) return nothing;
  const [words, kind] = test.error ? [`The test could not be sent: ${test.error}`, "bad"] : outcomeWords(test);
  return html`<div class="notice ${kind}" role="status"><p>${words}</p></div>`;
}
