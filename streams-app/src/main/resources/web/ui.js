// Parts that every view uses.
import { html, nothing, render, svg } from "/lib/lit-html/lit-html.js";

const TOAST_MS = 8000;

const ICONS = {
  live: "M3 12h3l3-8 4 16 3-8h5",
  events: "M4 6h16M4 12h16M4 18h10",
  queries: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16.5 16.5 21 21",
  sources: "M12 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM12 13v8M6 4a8 8 0 0 0 0 12M18 4a8 8 0 0 1 0 12",
  receivers: "M6 9a6 6 0 0 1 12 0c0 6 2 7 2 7H4s2-1 2-7M10 20a2 2 0 0 0 4 0",
  "near-misses": "M12 3a9 9 0 1 0 9 9M12 8a4 4 0 1 0 4 4M12 12l8-8",
  coverage: "M3 5h18v4H3zM3 15h8v4H3zM15 15h6v4h-6z",
  status: "M4 14a8 8 0 1 1 16 0M12 14l4-5M4 19h16",
  play: "M7 4v16l13-8z", pause: "M7 4v16M17 4v16",
  right: "M5 13l4 4L19 7", wrong: "M6 6l12 12M18 6 6 18",
  why: "M9 9a3 3 0 1 1 4 2.8c-.8.4-1 1-1 2.2M12 18h.01", close: "M6 6l12 12M18 6 6 18",
};

/** A picture that says nothing that the text beside it does not say. */
export function icon(name) {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${svg`<path d=${ICONS[name]}></path>`}</svg>`;
}

/** Says something to screen readers. */
export function announce(text) {
  const place = document.getElementById("announcer");
  place.textContent = "";
  setTimeout(() => { place.textContent = text; }, 50);
}

/** A notice that goes by itself; kind is good or bad. A bad one stays until it is closed. */
export function toast(text, kind = "good") {
  const notice = document.createElement("div");
  notice.className = "toast " + kind;
  notice.setAttribute("role", kind === "bad" ? "alert" : "status");
  const close = () => notice.remove();
  render(html`<span>${text}</span><button type="button" class="quiet" @click=${close} aria-label="Close the notice">${icon("close")}</button>`, notice);
  // A dialog makes the rest of the page inert: what is said while one is open stands in it.
  const box = [...document.querySelectorAll("dialog[open]")].at(-1);
  (box?.querySelector(".dialog-toasts") || document.getElementById("toasts")).append(notice);
  if (kind !== "bad") setTimeout(close, TOAST_MS);
}

/** What a view shows where there is nothing yet: what that means, and what to do next. */
export function empty(title, hint, action = nothing) {
  return html`<div class="empty"><p class="empty-title">${title}</p><p>${hint}</p>${action}</div>`;
}

/** What a view shows where it could not ask; never the same as nothing there. */
export function failed(error, retry) {
  return html`<div class="notice bad" role="alert"><p>${error.message}</p>${retry
    ? html`<button type="button" @click=${retry}>Try again</button>` : nothing}</div>`;
}

export function loading(what = "Loading") {
  return html`<p class="muted" role="status">${what} …</p>`;
}

/**
 * Opens a dialog: content(close) makes its inside. Closed by Escape, its close button, close(result) or another view; resolves to the result.
 * The focus goes back to where it was.
 */
export function dialog(title, content, { wide = false } = {}) {
  return new Promise((resolve) => {
    const box = document.createElement("dialog");
    box.className = wide ? "wide" : "";
    box.setAttribute("aria-label", title);
    let result = null;
    const close = (value = null) => { result = value; box.close(); };
    const draw = () => render(html`<div class="dialog-head"><h2>${title}</h2>
      <button type="button" class="quiet" aria-label="Close" @click=${() => close()}>${icon("close")}</button></div>
      <div class="dialog-body">${content(close, draw)}</div><div class="dialog-toasts"></div>`, box);
    const leave = () => close();
    addEventListener("hashchange", leave);
    box.addEventListener("close", () => {
      removeEventListener("hashchange", leave);
      document.getElementById("toasts").append(...box.querySelector(".dialog-toasts").children);
      box.remove();
      resolve(result);
    });
    document.body.append(box);
    draw();
    box.showModal();
  });
}

/** Asks before something cannot be undone: resolves to whether it is wanted. */
export function confirm(title, text, action) {
  return dialog(title, (close) => html`<p>${text}</p><div class="actions">
    <button type="button" class="danger" @click=${() => close(true)}>${action}</button>
    <button type="button" @click=${() => close(false)}>Cancel</button></div>`).then(Boolean);
}
