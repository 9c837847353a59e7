// Server-sent events by fetch, which can send a key. Comes back after each end, from the last id; an EventSource would give up
// for good on one 503.

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30000;

function parse(block) {
  const fields = { event: "message", data: [] };
  for (const line of block.split("\n")) {
    const at = line.indexOf(":");
    if (at <= 0) continue;
    const value = line.slice(at + (line[at + 1] === " " ? 2 : 1));
    if (line.slice(0, at) === "data") fields.data.push(value);
    else fields[line.slice(0, at)] = value;
  }
  return { event: fields.event, id: fields.id, data: fields.data.join("\n") };
}

/**
 * Follows a stream until the returned function is called.
 * listener gets {event, id, data} for each event and {state: "open"} or {state: "lost", why, status} when that changes.
 */
export function follow(url, key, listener) {
  const stop = new AbortController();
  let lastId;
  let pause = FIRST_PAUSE_MS;

  async function once() {
    const headers = { Accept: "text/event-stream" };
    if (key) headers.Authorization = "Bearer " + key;
    if (lastId) headers["Last-Event-ID"] = lastId;
    const response = await fetch(url, { headers, signal: stop.signal, cache: "no-store" });
    if (!response.ok) {
      const why = await response.json().then((said) => said.detail, () => "the service answered " + response.status);
      throw Object.assign(new Error(why), { status: response.status });
    }
    listener({ state: "open" });
    pause = FIRST_PAUSE_MS;
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const blocks = (rest + part.value).split("\n\n");
      rest = blocks.pop();
      for (const block of blocks) {
        const message = parse(block);
        if (message.id !== undefined) lastId = message.id;
        if (message.data) listener(message);
      }
    }
  }

  (async () => {
    while (!stop.signal.aborted) {
      try {
        await once();
        listener({ state: "lost", why: "the stream ended" });
      } catch (error) {
        if (stop.signal.aborted) return;
        listener({ state: "lost", why: error.message, status: error.status });
      }
      await new Promise((resume) => setTimeout(resume, pause));
      pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
    }
  })();
  return () => stop.abort();
}
