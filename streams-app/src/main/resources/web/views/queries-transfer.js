// Queries to a file and back: JSON Lines, as ./earshot query ls --json prints and query add --file reads.
import { html, nothing } from "/lib/lit-html/lit-html.js";
import { get, of, path, send } from "../api.js";
import { count, printed } from "../format.js";
import { dialog, toast } from "../ui.js";
import { idFor, plain, sameness } from "./queries-draft.js";

const MOST_BYTES = 8 << 20;
const MOST_QUERIES = 5000;

/** Every query, page by page. */
async function all({ signal } = {}) {
  const queries = [];
  let cursor = "";
  do {
    const page = await get(path("/api/queries", { limit: 500, cursor }), { signal });
    queries.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return queries;
}

/** Downloads every query. */
export async function exportAll() {
  try {
    const queries = await all();
    const address = URL.createObjectURL(new Blob(queries.map((query) => JSON.stringify(plain(query)) + "\n"), { type: "application/jsonl" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = "queries-" + new Date().toISOString().slice(0, 10) + ".jsonl";
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60e3);
    toast(count(queries.length, "query", "queries") + " exported; ./earshot query add --file reads the same file.");
  } catch (error) {
    toast("Not exported: " + error.message, "bad");
  }
}

/** The queries of a file: JSON Lines, one array, or one object. Throws an Error that says which line is wrong. */
export function parse(text) {
  const trimmed = text.trim();
  if (trimmed.startsWith("[")) return checked(JSON.parse(trimmed).map((query, i) => [query, "query " + (i + 1)]));
  try {
    return checked([[JSON.parse(trimmed), "the query"]]);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return checked(trimmed.split(/\r?\n/).map((one, i) => [one.trim(), "line " + (i + 1)]).filter(([one]) => one).map(([one, where]) => {
    try {
      return [JSON.parse(one), where];
    } catch {
      throw new Error(where + " is no JSON");
    }
  }));
}

function checked(found) {
  if (found.length > MOST_QUERIES) throw new Error("more than " + MOST_QUERIES + " queries");
  const ids = new Set();
  return found.map(([query, where]) => {
    if (!query || typeof query !== "object" || Array.isArray(query) || typeof query.text !== "string") throw new Error(where + " is no query: it has no text");
    const id = query.id || idFor(query.text);
    if (ids.has(id)) throw new Error(where + " has the id " + printed(id) + " again");
    ids.add(id);
    return { ...query, id };
  });
}

/** Asks for a file, shows what it would change, and writes it if that is wanted. Resolves to whether anything was written. */
export async function importFile() {
  const plan = { steps: [], error: null, phase: "choose", done: 0 };
  const stop = new AbortController();
  const take = async (file, draw) => {
    try {
      if (file.size > MOST_BYTES) throw new Error("the file is larger than 8 MiB");
      await compare(plan, parse(await file.text()), stop.signal, draw);
    } catch (error) {
      if (stop.signal.aborted) return;
      plan.error = error.message;
      plan.phase = "choose";
    }
    draw();
  };
  await dialog("Import queries", (close, draw) => view(plan, {
    take: (file) => file && take(file, draw),
    write: () => write(plan, stop.signal, draw),
    cancel: () => { stop.abort(); close(); },
  }), { wide: true });
  stop.abort();
  return plan.steps.some((step) => step.isWritten);
}

/** Says of each query whether it is new, and what is to be said of its words; writes nothing. */
async function compare(plan, queries, signal, draw) {
  Object.assign(plan, { phase: "checking", error: null, done: 0, steps: queries.map((query) => ({ query })) });
  draw();
  const there = new Map((await all({ signal })).map((query) => [query.id, query]));
  for (const step of plan.steps) {
    step.there = there.get(step.query.id);
    step.what = !step.there ? "add" : sameness(step.there) === sameness(step.query) ? "unchanged" : "change";
    if (step.what !== "unchanged") {
      try {
        const { data } = await send("POST", "/api/queries/lint", step.query, { signal });
        step.says = [...data.errors, ...data.warnings];
        step.isWrong = data.errors.length > 0;
      } catch (error) {
        if (signal.aborted) throw error;
        step.says = [error.message];
        step.isWrong = error.status === 400;
      }
    }
    plan.done++;
    draw();
  }
  plan.phase = "ready";
}

/** Writes one after the other; what somebody changed since the check is left as it is. */
async function write(plan, signal, draw) {
  Object.assign(plan, { phase: "writing", done: 0 });
  for (const step of plan.steps) {
    if (signal.aborted) return;
    if (step.what !== "unchanged" && !step.isWrong) {
      try {
        const { data } = await send("PUT", of("/api/queries", step.query.id), step.query, step.there ? { etag: `"${step.there.etag}"` } : { isNew: true });
        step.isWritten = data.done !== "unchanged";
        step.result = data.errors.length ? "kept, but cannot be matched: " + data.errors.join(" ") : data.done;
        step.isBad = data.errors.length > 0;
      } catch (error) {
        step.result = error.status === 412 ? "left as it is: somebody changed it meanwhile" : "not written: " + error.message;
        step.isBad = true;
      }
    }
    plan.done++;
    draw();
  }
  plan.phase = "done";
  draw();
}

function view(plan, { take, write, cancel }) {
  const of = (what) => plan.steps.filter((step) => step.what === what && !step.isWrong).length;
  const wrong = plan.steps.filter((step) => step.isWrong).length;
  const todo = of("add") + of("change");
  return html`${plan.error ? html`<p class="notice bad" role="alert">The file cannot be read: ${plan.error}.</p>` : nothing}
    ${plan.phase === "choose" ? html`<label class="field">A file of queries<input type="file" accept=".jsonl,.json,.ndjson,application/json"
      @change=${(event) => take(event.target.files[0])}></label><p class="hint">As “Export all” or ./earshot query ls --json writes it. Nothing is
      changed before you have seen what would be.</p>` : nothing}
    ${["checking", "writing"].includes(plan.phase) ? html`<p role="status">${plan.phase === "checking" ? "Checking" : "Writing"} ${plan.done} of ${plan.steps.length}
      <progress max=${plan.steps.length} value=${plan.done} aria-label="Progress"></progress></p>` : nothing}
    ${["ready", "done", "writing"].includes(plan.phase) ? html`<p><strong>${of("add")}</strong> new, <strong>${of("change")}</strong> changed,
        <strong>${of("unchanged")}</strong> unchanged${wrong ? html`, <strong class="bad">${wrong} wrong and left out</strong>` : nothing}.</p>${table(plan)}` : nothing}
    <div class="actions">${plan.phase === "ready" ? html`<button type="button" class="main" ?disabled=${!todo} @click=${write}>
        ${todo ? "Write " + count(todo, "query", "queries") : "Nothing to write"}</button>` : nothing}
      <button type="button" @click=${cancel}>${plan.phase === "done" ? "Close" : plan.phase === "writing" ? "Stop here" : "Cancel"}</button></div>`;
}

function table({ steps, phase }) {
  const WORDS = { add: "new", change: "changed", unchanged: "unchanged" };
  return html`<div class="queries-plan" tabindex="0" role="region" aria-label="The queries of the file"><table class="stacks"><caption class="unseen">The queries of the file</caption>
    <thead><tr><th scope="col">Id</th><th scope="col">Words</th><th scope="col">${phase === "ready" ? "Would be" : "Became"}</th></tr></thead>
    <tbody>${steps.map((step) => html`<tr><th scope="row">${printed(step.query.id)}</th><td data-label="Words">${printed(step.query.text)}
      ${(step.says || []).map((text) => html`<p class=${"small " + (step.isWrong ? "bad" : "warn")}>${printed(text)}</p>`)}</td>
      <td data-label=${phase === "ready" ? "Would be" : "Became"}><span class=${step.isBad || step.isWrong ? "bad" : ""}>
        ${step.result || (step.isWrong ? "left out" : WORDS[step.what])}</span></td></tr>`)}</tbody></table></div>`;
}

