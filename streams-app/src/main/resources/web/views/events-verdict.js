// Right or wrong: said of an event, and taken back.
import { of, send } from "../api.js";
import { printed } from "../format.js";
import { announce, toast } from "../ui.js";

async function change(event, method, body, done) {
  try {
    const { data } = await send(method, of("/api/events", event.id, "/verdict"), body);
    event.verdict = data ? { verdict: data.verdict, by: data.by, at: data.at, note: data.note } : undefined;
    announce(printed(event.query.text || event.query.id) + ": " + done);
  } catch (error) {
    if (error.status === 404 && method === "DELETE") event.verdict = undefined;
    else toast("The verdict is not kept: " + error.message, "bad");
  }
}

/** Says RIGHT or WRONG; the event shows it when it is kept. */
export function judge(event, verdict) {
  return change(event, "PUT", { verdict }, verdict === "RIGHT" ? "right" : "wrong");
}

/** Takes back what was said, if anything was. */
export function takeBack(event) {
  return event.verdict ? change(event, "DELETE", undefined, "taken back") : Promise.resolve();
}
