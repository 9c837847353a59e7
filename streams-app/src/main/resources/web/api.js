// The API of this service. A key is kept for the tab, in its session storage, and sent with each request.

const KEY = "earshot.key";
let keyWanted = () => {};

/** An error that the API answered; its message is one line that says what is wrong. */
export class Problem extends Error {
  constructor(status, title, detail) {
    super(detail || title || "the service answered " + status);
    this.status = status;
    this.title = title;
  }
}

export function key() {
  return sessionStorage.getItem(KEY) || "";
}

export function useKey(text) {
  if (text) sessionStorage.setItem(KEY, text);
  else sessionStorage.removeItem(KEY);
}

/** Gets called whenever the service wants a key that the page has not. */
export function onKeyWanted(listener) {
  keyWanted = listener;
}

/** A path with parameters; those that are null, undefined or empty are left out. */
export function path(base, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== null && each !== undefined && each !== "") query.append(name, each);
    }
  }
  const text = query.toString();
  return text ? base + "?" + text : base;
}

/** The path of a thing by its id, which may hold slashes. */
export function of(base, id, rest = "") {
  return base + "/" + encodeURIComponent(id) + rest;
}

function authorization() {
  return key() ? { Authorization: "Bearer " + key() } : {};
}

async function answer(url, options) {
  let response;
  try {
    response = await fetch(url, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(0, "no answer", "The service does not answer.");
  }
  if (response.status === 401) keyWanted();
  if (response.ok || response.status === 304) return response;
  let said = {};
  try {
    said = await response.json();
  } catch {
    // What stands between the page and the service may answer with something else.
  }
  throw new Problem(response.status, said.title, said.detail);
}

/** What a path answers, as JSON. */
export async function get(url, { signal } = {}) {
  return (await answer(url, { headers: authorization(), signal })).json();
}

/** Asks for a change: {data, etag}; data is null where the answer has no body. isNew: refused with 412 if it is there already. */
export async function send(method, url, body, { etag, isNew, signal } = {}) {
  const headers = { ...authorization(), ...(etag === undefined ? {} : { "If-Match": etag }), ...(isNew ? { "If-None-Match": "*" } : {}) };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const response = await answer(url, { method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body) });
  const text = await response.text();
  return { data: text ? JSON.parse(text) : null, etag: response.headers.get("ETag") };
}

/** A file, such as a clip; an element cannot send a key by itself. */
export async function blob(url, { signal } = {}) {
  return (await answer(url, { headers: authorization(), signal })).blob();
}

/** A file with its headers: {blob, headers}. */
export async function file(url, { signal } = {}) {
  const response = await answer(url, { headers: authorization(), signal });
  return { blob: await response.blob(), headers: response.headers };
}
