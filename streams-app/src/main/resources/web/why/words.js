// What explanations and near misses say, in words.
import { clock, duration, perDay, printed } from "../format.js";

const RULES = {
  OPEN_CONFIDENCE: "it never reached the threshold",
  NEGATIVES: "the negatives took it below the threshold",
  CONFIRMATION: "too few hops reached the threshold",
  MIN_DURATION: "it did not last long enough",
  COOLDOWN: "it came too soon after an event",
  ABSENT_FOR: "the sound was not absent for long enough",
};
const ENDS = {
  NONE: "it lasts", SOUND_ENDED: "the sound ended", STREAM_LOST: "the audio broke off", MAX_LENGTH: "it reached its longest duration",
  QUERY_CHANGED: "the query or the model changed", QUERY_REMOVED: "the query was removed or disabled",
  SOUND_HEARD: "the sound was heard again",
};

/** The rule that rejected a sound, as a part of a sentence. */
export function rule(name) {
  return RULES[name] || String(name).toLowerCase().replaceAll("_", " ");
}

/** By how much, in what the rule counts. */
export function missedBy(name, by) {
  if (by === undefined || by === null) return "";
  if (name === "OPEN_CONFIDENCE" || name === "NEGATIVES") return confidence(by) + " of confidence";
  if (name === "CONFIRMATION") return by === 1 ? "1 hop" : `${by} hops`;
  return duration(by);
}

/** A confidence with as many digits as tell it from a threshold. */
export function confidence(value) {
  if (value === undefined || value === null) return "–";
  return value >= 0.995 || (value > 0 && value < 0.01) ? value.toFixed(4) : value.toFixed(2);
}

/** The verdict in one sentence, and whether it is good (an event), bad (none) or not known. */
export function verdict(answer) {
  const source = printed(answer.source);
  switch (answer.verdict) {
    case "HEARD": return [heard(answer), "good"];
    case "REJECTED": return [rejected(answer), "warn"];
    case "OTHER_SOURCE": return [`Not heard: the query does not listen to ${source}.`, "warn"];
    case "NO_AUDIO": return [`Not heard: there was no audio of ${source} then, or it is no longer kept.`, "bad"];
    case "OTHER_MODEL": return ["Not known: another model than the one in use encoded the audio.", "bad"];
    default: return [answer.text[1] || answer.verdict, "warn"];
  }
}

function heard({ event }) {
  if (event.absentSeconds !== undefined) {
    return `Absent: not heard from ${clock(event.onset)} to ${clock(event.offset)}, in ${duration(event.absentSeconds)} of audio.`;
  }
  return `Heard: from ${clock(event.onset, true)} to ${clock(event.offset,
    true)}, with a confidence of ${confidence(event.confidence)}.`;
}

function rejected({ rejectedBy, missedBy: by, best, operatingPoint }) {
  const open = operatingPoint?.openConfidence;
  const reached = rejectedBy === "OPEN_CONFIDENCE" && best && open !== undefined
    ? ` The best hop had ${confidence(best.confidence)}, and it opens at ${confidence(open)}.` : "";
  return `${rejectedBy === "ABSENT_FOR" ? "No absence" : "Not heard"}: ${rule(rejectedBy)}, missed by ${missedBy(rejectedBy,
    by)}.${reached}`;
}

/** Who set the threshold. */
export function decidedBy(point) {
  const learned = point.alarmsPerDay === undefined ? ""
    : `, for ${perDay(point.alarmsPerDay)} (${perDay(point.lowAlarmsPerDay)} to ${perDay(point.highAlarmsPerDay)}, learned from ${duration(point.heardSeconds)})`;
  return { QUERY: "the query", MODEL: "the model", SOURCE: "the source's own background" }[point.decidedBy] + learned;
}

/** Why an event ended. */
export function ended(reason) {
  return ENDS[reason] || String(reason).toLowerCase().replaceAll("_", " ");
}

/** A change of a query: "threshold 0.31 instead of 0.40". */
export function change({ setting, from, to }) {
  return `${setting} ${printed(to)} instead of ${printed(from)}`;
}

/** The option of a near miss, "--threshold 0.31", as "threshold 0.31". */
export function option(suggestion) {
  return printed(suggestion).replace(/(^|\s)--(?=[a-z])/g, "$1");
}
