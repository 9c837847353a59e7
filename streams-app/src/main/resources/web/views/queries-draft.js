// A query while it is written: what the form holds, and what the API takes of it.

/** Rules of the form: key in JSON, title, what it does, what an empty field means; those that no absence may have are marked. */
export const RULES = [
  ["confirm", "Confirm", "Opens only when so many of the last hops (about a second each) reached the threshold, as 2/3.", "1/1"],
  ["minDuration", "Shortest sound", "Opens only when the sound has lasted this long.", "0s", true],
  ["mergeGap", "Pause within an event", "A sound that comes back within this time continues the same event.", "2s", true],
  ["cooldown", "Rest after an event", "Opens no other event on the same source for this long.", "0s", true],
  ["maxDuration", "Longest event", "Closes an event after this long, so that a new one may open.", "10m", true],
  ["close", "Closes below", "The confidence below which the sound counts as over.", "0.6 of the threshold"],
  ["absentFor", "Absent for", "Asks for the absence of the sound: opens when it was not heard for this long.", "not asked for"],
  ["aboveLevel", "Any sound above", "With “Absent for”: hears any audio above this level (dBFS) instead of the words, as -60.", "not asked for"],
];

const TIMES = { mergeGap: 2, minDuration: 0, maxDuration: 600, cooldown: 0, absentFor: null };
const NO_EVIDENCE = { keeps: false, preSeconds: 2, postSeconds: 2, formats: ["flac"], keepDays: 30, keepCount: 0, keepBytes: "0" };
const SCALES = { threshold: "PROBABILITY", alarmsPerDay: "ALARMS_PER_DAY", rawScore: "RAW_SCORE" };
const FIELDS = ["id", "text", "language", "otherTexts", "negatives", "sensitivity", "sources", "rules", "labels", "evidence", "enabled"];
const OF_ANSWERS = ["state", "warnings", "errors", "etag", "changed", "done", "answered"];
const UNITS = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86400 };

/** Seconds of a text such as 500ms, 2s, 5m or 1h; null if it is none. */
function secondsOf(text) {
  const [, number, unit = "s"] = /^\s*(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)?\s*$/.exec(text) || [];
  return number === undefined ? null : number * UNITS[unit];
}

function timeText(seconds) {
  for (const [unit, of] of [["h", 3600], ["m", 60], ["s", 1]]) {
    if (seconds > 0 && seconds % of === 0) return seconds / of + unit;
  }
  return seconds >= 1 || seconds === 0 ? seconds + "s" : Math.round(seconds * 1000) + "ms";
}

/** An id from a text: "a dog barking" gives a-dog-barking. */
export function idFor(text) {
  const plain = text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60).replace(/-+$/, "");
}

/** The form of a new query. */
export function emptyDraft(text = "") {
  return {
    id: idFor(text), isIdTyped: false, text, otherTexts: "", negatives: "", everywhere: true, sources: [], patterns: "",
    kind: "DEFAULT", alarmsPerDay: "2", threshold: 0.5, rawScore: "", rules: {}, labels: "", evidence: { ...NO_EVIDENCE }, enabled: true,
    etag: null,
  };
}

/** The form of a query that the API answered. */
export function draftOf(query) {
  const draft = emptyDraft(query.text);
  const { kind = "DEFAULT", value } = sensitivityOf(query);
  return {
    ...draft,
    id: query.id,
    isIdTyped: true,
    otherTexts: (query.otherTexts || []).join("\n"),
    negatives: (query.negatives || []).join("\n"),
    everywhere: !(query.sources || []).length,
    sources: (query.sources || []).filter((source) => !source.includes("*")),
    patterns: (query.sources || []).filter((source) => source.includes("*")).join(", "),
    kind,
    alarmsPerDay: kind === "ALARMS_PER_DAY" ? String(value) : draft.alarmsPerDay,
    threshold: kind === "PROBABILITY" ? value : draft.threshold,
    rawScore: kind === "RAW_SCORE" ? String(value) : "",
    rules: rulesOf(query.rules || {}, kind, value),
    labels: Object.entries(query.labels || {}).map(([name, text]) => name + "=" + text).join("\n"),
    evidence: query.evidence?.formats?.length === 0 || !query.evidence ? { ...NO_EVIDENCE } : { ...NO_EVIDENCE, ...query.evidence, keeps: true },
    enabled: query.enabled !== false,
    etag: query.etag || null,
  };
}

/** How readily it fires; people may write that as a rule, too, as threshold 40%. */
function sensitivityOf({ sensitivity, rules = {} }) {
  const [key, kind] = Object.entries(SCALES).find(([key]) => rules?.[key] !== undefined && rules?.[key] !== null) || [];
  if (!key) return sensitivity || {};
  const [, number, isPercent] = /^\s*(-?[\d.]+)\s*(%?)\s*$/.exec(String(rules[key])) || [];
  return { kind, value: isPercent ? number / 100 : Number(number) };
}

/** The rules that are not the default, as a person writes them. */
function rulesOf(rules, kind, value) {
  const written = {};
  for (const [key, byDefault] of Object.entries(TIMES)) {
    const seconds = rules[key + "Seconds"];
    if (seconds !== undefined && seconds !== byDefault) written[key] = timeText(seconds);
  }
  if ((rules.confirmHops ?? 1) !== 1) written.confirm = rules.confirmHits + "/" + rules.confirmHops;
  const opens = kind === "PROBABILITY" ? value : rules.openConfidence ?? 0.5;
  const closes = rules.closeConfidence;
  if (closes !== undefined && Math.abs(closes - 0.6 * opens) > 1e-6) written.close = String(closes);
  if (rules.aboveLevelDbfs !== undefined) written.aboveLevel = String(rules.aboveLevelDbfs);
  for (const [key] of RULES) {
    if (rules[key] !== undefined && rules[key] !== null) written[key] = String(rules[key]);
  }
  return written;
}

/** Lines of a field, without the empty ones. */
function lines(text) {
  return text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
}

/** What the API takes. */
export function written(draft) {
  const query = { id: draft.id, text: draft.text.trim(), otherTexts: lines(draft.otherTexts), negatives: lines(draft.negatives) };
  query.sources = draft.everywhere ? [] : [...draft.sources, ...draft.patterns.split(/[\s,]+/).filter(Boolean)];
  const value = { ALARMS_PER_DAY: draft.alarmsPerDay, PROBABILITY: draft.threshold, RAW_SCORE: draft.rawScore }[draft.kind];
  if (value !== undefined && value !== "") query.sensitivity = { kind: draft.kind, value: Number(value) };
  query.rules = Object.fromEntries(Object.entries(draft.rules).filter(([, text]) => String(text).trim()));
  query.labels = Object.fromEntries(lines(draft.labels).map((line) => {
    const at = line.indexOf("=");
    return at < 0 ? [line, ""] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  }));
  const { keeps, ...evidence } = draft.evidence;
  if (keeps) query.evidence = evidence;
  query.enabled = draft.enabled;
  return query;
}

/** A text that two queries share if they mean the same, however they were written. */
export function sameness(query) {
  const { id, ...rest } = written(draftOf(query));
  rest.rules = Object.fromEntries(Object.entries(rest.rules).map(([key, text]) => [key, secondsOf(text) ?? text]).sort());
  rest.labels = Object.fromEntries(Object.entries(rest.labels).sort());
  return JSON.stringify({ id, ...rest, unknown: unknown(query) });
}

/** What only the service can judge. */
function unknown(query) {
  const rules = Object.entries(query.rules || {}).filter(([key]) => !RULES.some(([name]) => name === key) && !SCALES[key] && !/(Seconds|Confidence|Hits|Hops|Dbfs)$/.test(key));
  return [...Object.entries(query).filter(([name]) => !FIELDS.includes(name) && !OF_ANSWERS.includes(name)), ...rules];
}

/** A query without what only answers have, as files hold it. */
export function plain(query) {
  return Object.fromEntries(Object.entries(query).filter(([name]) => !OF_ANSWERS.includes(name)));
}

/** Which field of the form an error is about, of the first words of its message; null: none. */
export function fieldOf(message) {
  const option = /^"?([a-z][\w-]*)/i.exec(message)?.[1]?.toLowerCase() || "";
  const key = option.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
  if (RULES.some(([name]) => name === key)) return key;
  if (["threshold", "alarmsPerDay", "rawScore", "sensitivity"].includes(key) || /sensitivity/i.test(message)) return "sensitivity";
  const words = [["id", /\bid\b/], ["labels", /label/], ["negatives", /negative|--not/], ["otherTexts", /other ?texts?|--or/],
    ["sources", /source|pattern/], ["evidence", /evidence|keep|seconds|format/], ["text", /text|token|words?/]];
  return words.find(([, pattern]) => pattern.test(message.toLowerCase()))?.[0] || null;
}
