// What receivers are, what they get and how telling them goes, in words.
import { count, duration, printed } from "../format.js";

const ACCOUNT = [
  ["username", "User name", ""],
  ["password", "Password", "A reference: ${env:NOTIFY_PASSWORD} or ${file:/run/secrets/name}."],
];
const CA = ["ca", "Certificates to trust", "PEM, instead of those of the Java runtime: ${file:/run/secrets/ca.pem}."];

/** By kind: its name, an example of its address, what is good to know, and its options [name, label, hint, {type, choices, isNeeded, isRare}]. */
export const KINDS = {
  WEBHOOK: {
    name: "Webhook", address: "https://desk.example/hooks/earshot",
      hint: "A program of your own; messages are signed as Standard Webhooks have it.", hasHeaders: true,
    options: [
      ["secret", "Secret", "A reference to whsec_ and 24 to 64 bytes in base64, such as ${env:NOTIFY_SECRET}.",
        { isNeeded: true }],
      ["template", "Template", "JSON of your own instead of the body; ${title}, ${text}, ${source}, ${query}, ${confidence}, ${onset}, ${link} and others are filled in.", { type: "area", isRare: true }],
    ],
  },
  SLACK: { name: "Slack", address: "https://hooks.slack.com/services/${env:NOTIFY_SLACK}",
    hint: "The address of an incoming webhook; its secret part is a reference.", hasHeaders: true, options: [] },
  DISCORD: { name: "Discord", address: "https://discord.com/api/webhooks/${env:NOTIFY_DISCORD}",
    hint: "The address of a channel's webhook; its secret part is a reference.", hasHeaders: true, options: [] },
  TEAMS: { name: "Microsoft Teams", address: "https://${env:NOTIFY_TEAMS}", hint: "The whole URL of a workflow, as a reference.",
    hasHeaders: true, options: [] },
  NTFY: {
    name: "ntfy (a phone)", address: "https://ntfy.sh/my-yard", hint: "A topic of ntfy; whoever knows its name can read it.",
    options: [["token", "Token", "A reference, such as ${env:NOTIFY_TOKEN}."],
      ["priority", "Priority", "1 to 5.", { type: "number", min: 1, max: 5 }]],
  },
  MQTT: {
    name: "MQTT, Home Assistant", address: "mqtts://broker.example:8883",
      hint: "mqtt:// or, encrypted, mqtts://. An event counts as delivered when the broker has it.",
    options: [
      ["prefix", "Prefix of the topics", "earshot, if it is empty."], ...ACCOUNT, CA,
      ["states", "States", "Keeps a retained topic that is ON while an event lasts.", { choices: ["true", "false"] }],
      ["home-assistant", "Home Assistant", "Describes the states to it; needs the phases “begins” and “ends”.",
        { choices: ["true", "false"] }],
      ["discovery-prefix", "Where Home Assistant looks", "homeassistant, if it is empty.", { isRare: true }],
      ["client-id", "Client id", "Begins it: earshot, if it is empty.", { isRare: true }],
      ["max-bytes", "Bytes of a message at most", "65536, if it is empty.", { type: "number", isRare: true }],
      ["connect-seconds", "Seconds for connecting", "10, if it is empty.", { type: "number", isRare: true }],
      ["ack-seconds", "Seconds for an acknowledgement", "10, if it is empty.", { type: "number", isRare: true }],
      ["max-breaks", "Broken connections until a notification is given up", "5, if it is empty.",
        { type: "number", isRare: true }],
    ],
  },
  MAIL: {
    name: "Mail", address: "smtp://mail.example:587", hint: "smtp:// with STARTTLS, or smtps://.",
    options: [
      ["from", "From", "An address.", { isNeeded: true }], ["to", "To", "Up to 50 addresses, with commas.", { isNeeded: true }],
        ...ACCOUNT,
      ["tls", "Encryption", "Off only for smtp:// in a network of your own.", { choices: ["required", "off"] }], CA,
      ["connect-seconds", "Seconds for connecting", "10, if it is empty.", { type: "number", isRare: true }],
      ["read-seconds", "Seconds for an answer", "20, if it is empty.", { type: "number", isRare: true }],
      ["max-seconds", "Seconds for the whole mail", "60, if it is empty.", { type: "number", isRare: true }],
    ],
  },
  ALERTMANAGER: {
    name: "Alertmanager", address: "http://alertmanager:9093",
      hint: "Each query in each source is one alert. Choose at least “begins” and “ends”.",
    options: [
      ...ACCOUNT, ["token", "Bearer token", "Instead of them; a reference."],
        ["alertname", "Name of the alerts", "Earshot, if it is empty."],
      ["lasts-seconds", "Seconds that an alert is valid", "300, if it is empty.", { type: "number", isRare: true }],
      ["forget-minutes", "Minutes without news until it is not sent again", "60, or 1440 without changes, if it is empty.",
        { type: "number", isRare: true }],
    ],
  },
};

export const GIVE_UP = ["give.up.hours", "Hours until a notification is given up", "72, if it is empty.",
  { type: "number", isRare: true }];
export const PHASES = [["OPEN", "begins"], ["UPDATE", "goes on (changes)"], ["CLOSE", "ends"]];
export const ABSENCES = [["INCLUDED", "sounds and absences"], ["ONLY", "absences only"], ["EXCLUDED", "sounds only"]];
const OUTCOMES = {
  DELIVERED: ["The receiver took the test message.", "good"],
    LATER: ["It could not be delivered now; an event would be tried again", "warn"],
  REFUSED: ["The receiver refused the message for good", "bad"], GONE: ["The receiver is gone; an event would disable it", "bad"],
};

/** What became of a test message: [words, good | warn | bad]. */
export function outcomeWords({ outcome, reason }) {
  const [words, kind] = OUTCOMES[outcome] || [outcome, "warn"];
  return [reason ? `${words.replace(/\.$/, "")}: ${printed(reason)}` : words, kind];
}

/** How telling goes: [name, good | warn | bad | "", more]. */
export function stateOf(receiver) {
  const { state = {}, enabled, disabledReason, problem, readable } = receiver;
  if (!readable) return ["Cannot be read", "bad", problem || "A newer version wrote its record."];
  if (!enabled) return ["Disabled", "", disabledReason ? `Earshot disabled it: ${disabledReason}` : "It is told nothing."];
  if (problem) return ["Not told", "bad", problem];
  if (state.attempts > 0) return ["Failing", "bad", `${state.lastError} (${count(state.attempts, "try", "tries")})`];
  return Number(state.delivered) > 0 || state.lastSuccess ? ["Told", "good", ""] : ["Ready", "", "Nothing has been told yet."];
}

/** What it gets, in a sentence. */
export function routeWords(receiver) {
  const { sources = [], queries = [], labels = {}, minConfidence = 0, phases = ["OPEN"], absences = "INCLUDED" } = receiver.route
    || {};
  const parts = [absences === "ONLY" ? "Absences" : absences === "EXCLUDED" ? "Sounds" : "Events"];
  parts.push(queries.length ? `of ${listed(queries)}` : "of every query", sources.length ? `in ${listed(sources)}`
    : "in every source");
  const named = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  if (named.length) parts.push(`with ${listed(named, "and")}`);
  if (minConfidence > 0) parts.push(`of ${Math.round(100 * minConfidence)} % confidence or more`);
  return printed(`${parts.join(" ")}, when one ${listed(PHASES.filter(([id]) => phases.includes(id)).map(([, name]) => name),
    "and")}.`);
}

/** Quiet hours and gathering, in sentences. */
export function timeWords({ quietHours, grouping }) {
  const said = [];
  if (quietHours?.spans?.length) {
    said.push(`Quiet ${listed(quietHours.spans, "and")} (${quietHours.zone}): ${quietHours.then === "DROP" ? "events are dropped"
      : "events are told at the end"}.`);
  }
  if (grouping?.gatherSeconds > 0) said.push(`Events of a query in a source within ${duration(grouping.gatherSeconds)} are one message, which names ${grouping.most} at most.`);
  return printed(said.join(" "));
}

function listed(all, word = "or") {
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} ${word} ${all.at(-1)}`;
}
