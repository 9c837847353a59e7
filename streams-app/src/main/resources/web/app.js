// The frame of the console: which view is open, the state of the service, the theme, the key.
import { html, render } from "/lib/lit-html/lit-html.js";
import { get, onKeyWanted, useKey } from "./api.js";
import { restart } from "./feed.js";
import { dialog, failed, icon, loading } from "./ui.js";

const STATE_MS = 5000;
const VIEWS = [
  ["live", "Live"], ["events", "Events"], ["queries", "Queries"], ["sources", "Sources"], ["receivers", "Receivers"],
  ["near-misses", "Near misses"], ["coverage", "Coverage"], ["status", "Status"],
];
const main = document.getElementById("main");
const nav = document.getElementById("nav");
const menu = document.getElementById("menu");
let close = () => {};
let opened = 0;
let asksForKey = false;

/** The view and its parameters, as in #/events?query=dog. */
function place() {
  const [name, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  return { name: VIEWS.some(([id]) => id === name) ? name : "live", parameters: new URLSearchParams(query) };
}

function showNav(current) {
  render(html`<ul>${VIEWS.map(([id, title]) => html`<li><a href="#/${id}" aria-current=${id === current ? "page" : "false"}>
    ${icon(id)}<span>${title}</span></a></li>`)}</ul>`, nav);
}

function showMenu(isOpen) {
  nav.classList.toggle("open", isOpen);
  menu.setAttribute("aria-expanded", String(isOpen));
}

/** An empty place for a view. */
function room(name) {
  const root = document.createElement("div");
  root.className = "view view-" + name;
  main.replaceChildren(root);
  return root;
}

async function open() {
  const turn = ++opened;
  const { name, parameters } = place();
  showNav(name);
  showMenu(false);
  close();
  close = () => {};
  render(loading(), room(name));
  document.title = VIEWS.find(([id]) => id === name)[1] + " · Earshot";
  try {
    const view = await import(`./views/${name}.js`);
    if (turn !== opened) return;
    const ended = await view.open(room(name), parameters);
    if (turn === opened) close = ended || (() => {});
    else ended?.();
  } catch (error) {
    if (turn !== opened) return;
    render(failed(error, open), room(name));
  }
}

/** Changes the parameters in the address without opening the view again. */
export function remember(parameters) {
  const { name } = place();
  const text = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value)).toString();
  history.replaceState(null, "", "#/" + name + (text ? "?" + text : ""));
}

/** Says how the service is; a text that stays is not set again, because a screen reader would read it again. */
function say(kind, text, title) {
  const place = document.getElementById("state");
  place.className = kind;
  place.title = title;
  if (place.textContent !== text) place.textContent = text;
}

async function showState() {
  try {
    const status = document.hidden ? null : await get("/api/status");
    if (status) say(status.ready ? "good" : "warn", status.ready ? "Listening" : "Not ready", status.state);
  } catch (error) {
    say("bad", error.status === 401 ? "A key is needed" : "No answer", error.message);
  }
  setTimeout(showState, STATE_MS);
}

async function askForKey() {
  if (asksForKey) return;
  asksForKey = true;
  const use = (close) => (event) => {
    event.preventDefault();
    close(event.target.elements.key.value.trim());
  };
  const text = await dialog("A key is needed", (close) => html`<form class="fields" @submit=${use(close)}>
    <p>This service asks for a key. It stays in this tab and is forgotten with it.</p>
    <label>Key of the API <input name="key" type="password" autocomplete="off" required autofocus></label>
    <div class="actions"><button class="main">Use it</button></div></form>`);
  asksForKey = false;
  if (text) {
    useKey(text);
    restart();
    open();
  }
}

function showTheme() {
  const dark = (document.documentElement.dataset.theme
    || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  document.getElementById("theme").textContent = dark ? "Light theme" : "Dark theme";
  return dark;
}

document.getElementById("theme").addEventListener("click", () => {
  const theme = showTheme() ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  localStorage.setItem("earshot.theme", theme);
  showTheme();
  dispatchEvent(new Event("themechange"));
});
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || menu.getAttribute("aria-expanded") !== "true") return;
  showMenu(false);
  menu.focus();
});
menu.addEventListener("click", () => showMenu(!nav.classList.contains("open")));
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
addEventListener("hashchange", () => { open(); main.focus(); });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { showTheme(); dispatchEvent(new Event("themechange")); });
onKeyWanted(askForKey);
showTheme();
showState();
open();
