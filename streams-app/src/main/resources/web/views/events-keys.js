// The list by the keyboard.
import { html } from "/lib/lit-html/lit-html.js";
import { announce, dialog } from "../ui.js";

const OFF = "earshot.events.keys";
const LIST = [
  ["j or ↓", "The next event"], ["k or ↑", "The one before"], ["r", "It is right"], ["w", "It is wrong"], ["u", "Take that back"],
  ["Space", "Play it, or stop"], ["y", "Why"], ["Enter", "Details"], ["Esc", "Leave the list"], ["?", "These keys"],
];

function areOn() {
  return localStorage.getItem(OFF) !== "off";
}

/** Lists the keys, and turns them off and on. */
export function showKeys() {
  return dialog("Keys of this list", (close, draw) => html`
    <table><caption class="unseen">Keys</caption><thead><tr><th scope="col">Key</th><th scope="col">What it does</th></tr></thead>
      <tbody>${LIST.map(([key, does]) => html`<tr><th scope="row"><kbd>${key}</kbd></th><td>${does}</td></tr>`)}</tbody></table>
    <p><label><input type="checkbox" .checked=${areOn()} @change=${(event) => {
      localStorage.setItem(OFF, event.target.checked ? "on" : "off");
      draw();
    }}> Use these keys</label></p>
    <p class="hint">They do nothing while you type. Letters act on the event that is marked.</p>`);
}

function isElsewhere(event) {
  const at = event.target;
  return event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")
    || at.matches?.("input, select, textarea, [contenteditable]");
}

/** Listens until the returned function is called. */
export function keys({ list, state, actions, root }) {
  const marked = () => (state.selected && list.find(state.selected)) || null;

  function move(by) {
    const shown = list.shown();
    const at = shown.findIndex((event) => event.id === state.selected);
    const next = shown[at < 0 ? 0 : Math.max(0, Math.min(shown.length - 1, at + by))];
    if (next) actions.select(next.id);
    else announce("There is no event.");
  }

  const press = (name) => root.querySelector(`[data-event="${CSS.escape(state.selected)}"] ${name}`)?.click();
  const ofMarked = {
    r: (event) => actions.say(event, "RIGHT"),
    w: (event) => actions.say(event, "WRONG"),
    u: (event) => actions.say(event, null),
    y: () => press(".events-why"),
    " ": () => press(".play"),
    Enter: (event) => actions.details(event),
    Escape: () => {
      state.selected = null;
      document.activeElement?.blur();
      actions.draw();
    },
  };

  function down(event) {
    if (!areOn() || isElsewhere(event)) return;
    const isArrow = event.key.startsWith("Arrow");
    const isOnButton = event.target.matches?.("button, a, summary");
    if (event.key === "?") showKeys();
    else if (event.key === "j" || (event.key === "ArrowDown" && marked())) move(1);
    else if (event.key === "k" || (event.key === "ArrowUp" && marked())) move(-1);
    else if (ofMarked[event.key] && marked() && !(isOnButton && [" ", "Enter"].includes(event.key))) ofMarked[event.key](marked());
    else return;
    if (isArrow || event.key.length === 1 || event.key === "Enter") event.preventDefault();
  }

  /** Whoever comes to an event by Tab or a click has it marked. */
  function focused({ target }) {
    const id = target.closest?.("[data-event]")?.dataset.event || null;
    if (id && id !== state.selected) {
      state.selected = id;
      actions.draw();
    }
  }

  document.addEventListener("keydown", down);
  root.addEventListener("focusin", focused);
  return () => {
    document.removeEventListener("keydown", down);
    root.removeEventListener("focusin", focused);
  };
}
