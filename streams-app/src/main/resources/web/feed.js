// What happens, as it happens: one stream of each kind for all tabs, and none for a hidden tab.
import { key } from "./api.js";
import { follow as followAlone } from "./streams.js";

const ALIVE_MS = 30000;
const listeners = new Map();
const alone = new Map();
let port = null;

/** A page may run no script from elsewhere; this one is the console's own. */
function scriptUrl(url) {
  const policy = window.trustedTypes?.createPolicy("earshot-feed", { createScriptURL: (text) => text });
  return policy ? policy.createScriptURL(url) : url;
}

function connect() {
  if (port || typeof SharedWorker === "undefined") return;
  port = new SharedWorker(scriptUrl("/console/feed-worker.js"), { type: "module", name: "earshot-feed" }).port;
  port.onmessage = ({ data }) => deliver(data.url, data.message);
  port.start();
  setInterval(() => port.postMessage({ action: "alive" }), ALIVE_MS);
  addEventListener("pagehide", () => port.postMessage({ action: "bye" }));
  addEventListener("pageshow", (event) => event.persisted && resume());
}

function deliver(url, message) {
  for (const listener of listeners.get(url)?.all || []) listener(message);
}

function begin(url) {
  const used = listeners.get(url);
  used.key = key();
  if (port) port.postMessage({ action: "follow", url, key: used.key });
  else alone.set(url, followAlone(url, used.key, (message) => deliver(url, message)));
}

function end(url) {
  if (port) port.postMessage({ action: "leave", url, key: listeners.get(url).key });
  alone.get(url)?.();
  alone.delete(url);
}

function resume() {
  for (const url of listeners.keys()) begin(url);
}

/**
 * Follows a stream of the API until the returned function is called. The listener gets {event, id, data} and {state}; while the
 * page is hidden nothing, and afterwards {state: "resumed"}: read what was missed from the list.
 */
export function follow(url, listener) {
  connect();
  const used = listeners.get(url) || { all: new Set() };
  const isFirst = used.all.size === 0;
  used.all.add(listener);
  listeners.set(url, used);
  if (isFirst && !document.hidden) begin(url);
  return () => {
    used.all.delete(listener);
    if (used.all.size > 0) return;
    end(url);
    listeners.delete(url);
  };
}

/** After the key has changed. */
export function restart() {
  for (const url of listeners.keys()) {
    end(url);
    begin(url);
  }
}

document.addEventListener("visibilitychange", () => {
  for (const url of listeners.keys()) {
    if (document.hidden) {
      end(url);
    } else {
      begin(url);
      deliver(url, { state: "resumed" });
    }
  }
});
