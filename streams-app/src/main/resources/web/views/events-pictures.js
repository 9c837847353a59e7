// Spectrograms of events: fetched when they come into sight, few at a time, and dropped when there are many.
import { html, nothing } from "/lib/lit-html/lit-html.js";
import { ref } from "/lib/lit-html/directives/ref.js";
import { of } from "../api.js";
import { objectUrl, playButton } from "../clip.js";
import { clock, duration, printed, seconds } from "../format.js";

const AT_ONCE = 2;
const MOST = 60;
const ROLL_SECONDS = 2;

/** The pictures of one view. */
export class Pictures {
  constructor(draw) {
    this.draw = draw;
    this.known = new Map();
    this.wanted = new Set();
    this.inSight = new WeakSet();
    this.running = 0;
    this.stop = new AbortController();
    this.observer = new IntersectionObserver((entries) => entries.forEach((entry) => this.seen(entry)), { rootMargin: "150px" });
  }

  /** To be called for the element of each event. */
  watch(element, event) {
    if (!element) return;
    element.eventOfPicture = event;
    this.observer.observe(element);
    if (this.inSight.has(element)) this.want(event);
  }

  seen({ target, isIntersecting }) {
    if (isIntersecting) {
      this.inSight.add(target);
      this.want(target.eventOfPicture);
    } else {
      this.inSight.delete(target);
      this.wanted.delete(target.eventOfPicture);
    }
  }

  /** One of what there is of it so far is fetched again at the end. */
  want(event) {
    const known = this.known.get(event.id);
    if (known && (known.isFinal || event.phase !== "CLOSE")) return;
    for (const other of this.wanted) if (other.id === event.id) this.wanted.delete(other);
    this.wanted.add(event);
    this.work();
  }

  work() {
    while (this.running < AT_ONCE && this.wanted.size > 0) {
      const event = this.wanted.values().next().value;
      this.wanted.delete(event);
      this.running++;
      this.load(event).finally(() => {
        this.running--;
        this.work();
      });
    }
  }

  async load(event) {
    const found = { isFinal: event.phase === "CLOSE" };
    try {
      found.url = await objectUrl(of("/api/events", event.id, "/spectrogram.png"), { signal: this.stop.signal });
    } catch (error) {
      if (this.stop.signal.aborted) return;
      found.isGone = error.status === 410 || error.status === 404;
      found.error = error.message;
    }
    if (this.stop.signal.aborted) {
      if (found.url) URL.revokeObjectURL(found.url);
      return;
    }
    this.drop(event.id);
    this.known.set(event.id, found);
    if (this.known.size > MOST) this.drop(this.known.keys().next().value);
    this.draw();
  }

  /** Those of events that are shown no more go. */
  keep(events) {
    const ids = new Set(events.map((event) => event.id));
    for (const id of this.known.keys()) if (!ids.has(id)) this.drop(id);
  }

  again(event) {
    this.drop(event.id);
    this.want(event);
    this.draw();
  }

  drop(id) {
    const known = this.known.get(id);
    if (known?.url) URL.revokeObjectURL(known.url);
    this.known.delete(id);
  }

  end() {
    this.stop.abort();
    this.observer.disconnect();
    this.wanted.clear();
    for (const id of [...this.known.keys()]) this.drop(id);
  }
}

/** What the picture shows, for who does not see it. */
export function caption(event) {
  const length = duration(seconds(event.onset, event.offset));
  return `Spectrogram of ${printed(event.source)} from ${ROLL_SECONDS} s before ${clock(event.onset)} on: the event lasts ${length}, a bar above marks it.`;
}

/** The picture with its play button and playhead. */
export function picture(event, { pictures, sound, draw }) {
  const known = pictures.known.get(event.id);
  const state = sound(event.id);
  const label = `Play ${printed(event.query.text || event.query.id)}, from ${ROLL_SECONDS} s before`;
  return html`<div class="events-picture" ${ref((element) => pictures.watch(element, event))}>
    ${known?.url ? html`<img src=${known.url} alt=${caption(event)}>` : html`<p class="events-no-picture">${missing(known, () => pictures.again(event))}</p>`}
    ${state.part ? html`<span class="events-head" ${ref((head) => head?.style.setProperty("left", 100 * state.part + "%"))}></span>` : nothing}
    ${known?.isGone ? nothing : playButton(state, of("/api/events", event.id, "/audio.wav"), draw, label)}</div>`;
}

function missing(known, again) {
  if (!known) return "Picture is coming";
  if (known.isGone) return "The sound is no longer kept";
  return html`${known.error} <button type="button" class="quiet" @click=${again}>Try again</button>`;
}
