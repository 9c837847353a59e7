// The queries: the list of them, or the form of one.
import { silence } from "../clip.js";
import { openForm } from "./queries-form.js";
import { openList } from "./queries-list.js";

/** Opens #/queries, #/queries?new=TEXT, #/queries?id=ID or #/queries?copy=ID. */
export async function open(root, parameters) {
  const isForm = ["new", "id", "copy"].some((name) => parameters.has(name));
  const end = await (isForm ? openForm : openList)(root, parameters);
  return () => {
    silence();
    end();
  };
}
