// Numbers with their units, times in the viewer's zone, texts that cannot break a line.

const DAY_MS = 86400000;

/** Escapes characters that would break a line or turn its direction, as a program would write them. */
export function printed(text) {
  const short = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  return String(text).replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    (c) => short[c] || "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
}

/** 14:03:07, or with tenths 14:03:07.5. */
export function clock(time, tenths = false) {
  return new Date(time).toLocaleTimeString([], {
    hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", ...(tenths ? { fractionalSecondDigits: 1 } : {}),
  });
}

/** "Today", "Yesterday", or the date. */
export function day(time) {
  const at = new Date(time);
  const midnight = new Date().setHours(0, 0, 0, 0);
  if (at >= midnight && at < midnight + DAY_MS) return "Today";
  if (at < midnight && at >= midnight - DAY_MS) return "Yesterday";
  return at.toLocaleDateString([], { weekday: "short", year: "numeric", month: "short", day: "numeric" });
}

export function dateTime(time) {
  return day(time) + " " + clock(time);
}

/** 0.5 s, 12 s, 3 min 5 s, 2 h 4 min, 3 d 2 h. */
export function duration(seconds) {
  const whole = Math.round(seconds);
  if (seconds < 10) return seconds.toFixed(1) + " s";
  if (whole < 60) return whole + " s";
  if (whole < 3600) return join(Math.floor(whole / 60), "min", whole % 60, "s");
  if (whole < 86400) return join(Math.floor(whole / 3600), "h", Math.floor(whole / 60) % 60, "min");
  return join(Math.floor(whole / 86400), "d", Math.floor(whole / 3600) % 24, "h");
}

function join(most, unit, less, lesser) {
  return most + " " + unit + (less ? " " + less + " " + lesser : "");
}

/** How long ago, in words. */
export function ago(time) {
  const seconds = (Date.now() - new Date(time)) / 1000;
  return seconds < 1 ? "now" : duration(seconds) + " ago";
}

export function seconds(from, to) {
  return (new Date(to) - new Date(from)) / 1000;
}

/** A part of 1, as 37 %. */
export function percent(part) {
  return part === null || part === undefined ? "–" : (100 * part).toFixed(part > 0.995 && part < 1 ? 1 : 0) + " %";
}

export function dbfs(level) {
  return level === null || level === undefined ? "–" : level.toFixed(0) + " dBFS";
}

/** Alarms per day, with as many digits as mean something. */
export function perDay(rate) {
  if (rate === null || rate === undefined) return "–";
  return (rate >= 10 ? rate.toFixed(0) : rate >= 0.1 ? rate.toFixed(1) : rate > 0 ? "under 0.1" : "0") + " a day";
}

export function count(number, one, many = one + "s") {
  return number.toLocaleString() + " " + (number === 1 ? one : many);
}

/** The texts of a query on one line. */
export function meaning(query) {
  const or = (query.otherTexts || []).map((text) => "or " + text);
  return printed([query.text, ...or, ...(query.negatives || []).map((text) => "not " + text)].join(", "));
}

/** A word of the API, as STREAM_LOST, in plain words. */
export function words(constant) {
  return String(constant).toLowerCase().replaceAll("_", " ");
}
