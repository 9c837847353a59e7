// A clip that can be heard and seen: its spectrogram, a play button, a playhead. One clip sounds at a time.
import { html, nothing, render } from "/lib/lit-html/lit-html.js";
import { file } from "./api.js";
import { duration, words } from "./format.js";
import { icon, toast } from "./ui.js";

const STEP_S = 1;
const PAGE_S = 5;

const AT_A_TIME = 2;
const TRIES = 4;
const RETRY_MS = 1500;

const waiting = [];
let asking = 0;
let playing = null;

/** Fetches a picture or a clip with the page's key; revoke it when it is no longer shown. */
export async function objectUrl(url, options) {
  return URL.createObjectURL((await inTurn(url, options)).blob);
}

/** The service cuts few clips at a time: so the page asks for few. */
async function inTurn(url, options) {
  while (asking >= AT_A_TIME) await new Promise((resolve) => waiting.push(resolve));
  asking++;
  try {
    return await patiently(url, options);
  } finally {
    asking--;
    waiting.shift()?.();
  }
}

/** Asks again where the service had no turn. */
async function patiently(url, { signal } = {}) {
  for (let tries = 1; ; tries++) {
    try {
      signal?.throwIfAborted();
      return await file(url, { signal });
    } catch (error) {
      if (error.status !== 503 || tries === TRIES) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, tries * RETRY_MS));
  }
}

/** Ends what plays. */
export function silence() {
  playing?.end();
}

/**
 * Plays the clip at a URL of the API from a second of it; the one before it ends. onTime gets seconds and the length, or null at
 * the end. Resolves, once it sounds, to {seek(seconds), pause(), resume(), headers}; to null if it was ended before.
 */
export async function play(url, onTime = () => {}, from = 0) {
  silence();
  const audio = new Audio();
  const stop = new AbortController();
  let address = null;
  const own = {
    end() {
      if (playing === own) playing = null;
      if (own.isOver) return;
      own.isOver = true;
      stop.abort();
      audio.pause();
      audio.removeAttribute("src");
      if (address) URL.revokeObjectURL(address);
      onTime(null);
    },
  };
  playing = own;
  try {
    const got = await patiently(url, { signal: stop.signal });
    if (own.isOver) return null;
    address = URL.createObjectURL(got.blob);
    audio.src = address;
    audio.addEventListener("timeupdate", () => own.isOver || onTime(audio.currentTime, audio.duration));
    audio.addEventListener("ended", own.end);
    if (from > 0) audio.currentTime = from;
    await audio.play();
    return {
      audio,
      headers: got.headers,
      seek: (seconds) => { audio.currentTime = Math.max(0, Math.min(seconds, audio.duration || seconds)); },
      pause: () => audio.pause(),
      resume: () => audio.play(),
    };
  } catch (error) {
    if (own.isOver) return null;
    own.end();
    throw error.name === "NotAllowedError" ? new Error("the browser asks for a click into the page first.")
      : error.name === "NotSupportedError" ? new Error("this browser cannot play the file.") : error;
  }
}

/** A button that plays and ends a clip; state is an object of the caller, redraw draws it again. */
export function playButton(state, url, redraw, label = "Play") {
  const toggle = async () => {
    if (state.isPlaying) return silence();
    state.isPlaying = true;
    redraw();
    try {
      await play(url, (seconds, length) => {
        state.isPlaying = seconds !== null;
        state.part = seconds === null ? null : seconds / length;
        redraw();
      });
    } catch (error) {
      state.isPlaying = false;
      redraw();
      toast("The clip cannot be played: " + error.message, "bad");
    }
  };
  return html`<button type="button" class="play" @click=${toggle} aria-label=${state.isPlaying ? "Stop" : label}>
    ${icon(state.isPlaying ? "pause" : "play")}</button>`;
}

/** What a clip lacks, in words, of the header that says so: "0.8 s missing (stream lost)". */
function missingWords(headers) {
  const spans = (headers?.get("Earshot-Clip-Missing") || "").split(", ").filter(Boolean);
  const rate = Number(headers?.get("Earshot-Clip-Sample-Rate"));
  return spans.map((span) => {
    const [, first, last, reason] = /^(\d+)-(\d+);(\w+)$/.exec(span) || [];
    return reason ? duration((last - first + 1) / rate) + " missing (" + words(reason) + ")" : span;
  }).join(", ");
}

/**
 * A clip with its picture: <earshot-clip .audio=${url} .picture=${url} label="Dog in yard, 14:03"></earshot-clip>. A click into the
 * picture plays from there; with the keys: Space plays, arrows, Page, Home and End move. It asks for its picture when it comes into
 * sight, and ends with its view.
 */
class ClipElement extends HTMLElement {
  #seen = null;
  #stop = null;
  #address = null;
  #player = null;
  #frame = 0;
  #at = null;
  #length = null;
  #isWanted = false;
  #trouble = "";
  #note = "";

  set audio(url) {
    if (url === this.audioUrl) return;
    this.#forget();
    this.audioUrl = url;
    if (this.isConnected) this.connectedCallback();
  }

  set picture(url) { this.pictureUrl = url; }

  connectedCallback() {
    this.#draw();
    this.#seen?.disconnect();
    this.#seen = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.#look();
    }, { rootMargin: "150px" });
    this.#seen.observe(this);
  }

  disconnectedCallback() {
    this.#forget();
  }

  #forget() {
    this.#seen?.disconnect();
    this.#stop?.abort();
    if (this.#player) silence();
    cancelAnimationFrame(this.#frame);
    if (this.#address) URL.revokeObjectURL(this.#address);
    this.#stop = this.#address = this.#player = this.#at = this.#length = null;
    this.#trouble = this.#note = "";
    this.#isWanted = false;
  }

  async #look() {
    this.#seen?.disconnect();
    if (!this.pictureUrl || this.#address || this.#stop) return;
    const stop = this.#stop = new AbortController();
    try {
      const { blob: picture, headers } = await inTurn(this.pictureUrl, { signal: stop.signal });
      if (stop.signal.aborted) return;
      this.#address = URL.createObjectURL(picture);
      this.#note = missingWords(headers);
    } catch (error) {
      if (stop.signal.aborted) return;
      this.#trouble = "No picture: " + error.message;
    }
    this.#draw();
  }

  async #play(from = 0) {
    if (this.#isWanted) {
      if (this.#player) this.#player.seek(from);
      return;
    }
    this.#isWanted = true;
    this.#trouble = "";
    this.#draw();
    try {
      const player = await play(this.audioUrl, (seconds, length) => this.#heard(seconds, length), from);
      if (!player) return;
      this.#player = player;
      this.#note = missingWords(player.headers);
      this.#follow();
    } catch (error) {
      this.#trouble = "It cannot be played: " + error.message;
    }
    this.#draw();
  }

  #heard(seconds, length) {
    if (seconds === null) {
      this.#isWanted = false;
      this.#player = null;
      this.#at = null;
      cancelAnimationFrame(this.#frame);
    } else {
      this.#at = seconds;
      this.#length = Number.isFinite(length) ? length : null;
    }
    this.#draw();
  }

  /** Moves the playhead with the screen; the events of an element that plays come four times a second. */
  #follow() {
    cancelAnimationFrame(this.#frame);
    const step = () => {
      if (!this.#player) return;
      const { currentTime, duration: length } = this.#player.audio;
      const head = this.querySelector(".clip-head");
      if (head && Number.isFinite(length)) head.style.left = 100 * currentTime / length + "%";
      this.#frame = requestAnimationFrame(step);
    };
    step();
  }

  #click(event) {
    const box = event.currentTarget.getBoundingClientRect();
    const part = (event.clientX - box.left) / box.width;
    if (this.#player) this.#player.seek(part * this.#player.audio.duration);
    else this.#playFromPart(part);
  }

  async #playFromPart(part) {
    await this.#play();
    const length = this.#player?.audio.duration;
    if (Number.isFinite(length) && part > 0.02) this.#player.seek(part * length);
  }

  #key(event) {
    const length = this.#player?.audio.duration || 0;
    const now = this.#player?.audio.currentTime || 0;
    const to = { ArrowLeft: now - STEP_S, ArrowDown: now - STEP_S, ArrowRight: now + STEP_S, ArrowUp: now + STEP_S,
      PageDown: now - PAGE_S, PageUp: now + PAGE_S, Home: 0, End: Math.max(0, length - STEP_S) }[event.key];
    if (event.key === " " || event.key === "Enter") this.#toggle();
    else if (to === undefined) return;
    else if (this.#player) this.#player.seek(to);
    event.preventDefault();
  }

  #toggle() {
    if (this.#isWanted) silence();
    else this.#play();
  }

  #draw() {
    const label = this.getAttribute("label") || "The sound";
    const said = this.#at === null ? "not playing" : duration(this.#at) + (this.#length ? " of " + duration(this.#length) : "");
    render(html`<button type="button" class="play" @click=${() => this.#toggle()}
        aria-label=${(this.#isWanted ? "Stop: " : "Play: ") + label}>${icon(this.#isWanted ? "pause" : "play")}</button>
      ${this.pictureUrl ? html`<div class="clip-picture" role="slider" tabindex="0" aria-label=${"Place in " + label} aria-valuemin="0"
          aria-valuemax=${Math.round(this.#length || 0)} aria-valuenow=${Math.round(this.#at || 0)} aria-valuetext=${said}
          @click=${(event) => this.#click(event)} @keydown=${(event) => this.#key(event)}>
        ${this.#address ? html`<img src=${this.#address} alt="" draggable="false">` : nothing}
        ${this.#at === null ? nothing : html`<span class="clip-head"></span>`}</div>` : nothing}
      ${this.#trouble || this.#note ? html`<p class=${"hint clip-note" + (this.#trouble ? " bad" : "")} role="status">
        ${this.#trouble || this.#note}</p>` : nothing}`, this);
  }
}

customElements.define("earshot-clip", ClipElement);
