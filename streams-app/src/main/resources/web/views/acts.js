// What a button of a row does, and how its view tells of it.
import { printed } from "../format.js";
import { toast } from "../ui.js";

/**
 * Does something with the thing of an id, says how it went, and asks again. The view has {busy, draw, again}; done is what a
 * success is told as, or nothing where the view itself shows it.
 */
export async function act(view, id, what, done) {
  view.busy.add(id);
  view.draw();
  try {
    await what();
    if (done) toast(`${printed(id)}: ${done}`);
  } catch (error) {
    toast(`${printed(id)}: ${error.message}`, "bad");
  }
  view.busy.delete(id);
  view.again();
}
