// What queries are, in plain words.
import { perDay, percent, printed } from "../format.js";

const STATES = {
  REGISTERED: ["good", "Listening", "This service matches it."],
  PENDING: ["warn", "Coming", "It is written and will be matched in a moment."],
  REFUSED: ["bad", "Cannot be matched", "Its errors say why."],
  DISABLED: ["", "Off", "It is kept and not matched."],
  LEFT_OVER: ["warn", "Left over", "It is matched though nobody keeps it any more."],
  UNKNOWN: ["", "Kept", "This process matches nothing; another may match it."],
};

/** [kind of chip, word, sentence] of a state. */
export function stateWords(state) {
  return STATES[state] || ["", state, ""];
}

/** How readily a query fires. */
export function sensitivityWords(query) {
  if (query.rules?.aboveLevelDbfs !== undefined) return "any sound above " + query.rules.aboveLevelDbfs + " dBFS";
  const { kind = "DEFAULT", value } = query.sensitivity || {};
  if (kind === "PROBABILITY") return "at " + percent(value) + " confidence";
  if (kind === "ALARMS_PER_DAY") return "at most " + perDay(value) + " by mistake";
  if (kind === "RAW_SCORE") return "at a raw score of " + value;
  return "as Earshot suggests";
}

/** Where a query listens. */
export function sourcesWords(query) {
  const sources = query.sources || [];
  if (!sources.length) return "everywhere";
  const shown = sources.slice(0, 3).map(printed).join(", ");
  return "on " + shown + (sources.length > 3 ? " and " + (sources.length - 3) + " more" : "");
}

/** How alike two queries are, of the cosine of their texts. */
export function alikeWords(cosine) {
  if (cosine >= 0.985) return "the same sound in other words";
  if (cosine >= 0.95) return "nearly the same";
  return "close to it";
}
