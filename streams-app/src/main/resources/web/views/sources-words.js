// How listening goes, in plain words; and what an address can be.

/** By state of the API: its name, whether that is good, and what it means. */
export const STATES = {
  CONNECTING: ["Connecting", "warn", "It is being opened for the first time."],
  HEALTHY: ["Heard", "good", "Audio comes, and there is sound in it."],
  SILENT: ["Digital silence", "warn", "Audio comes, and every sample is zero."],
  QUIET: ["Quiet", "warn", "Audio comes, below the level limit of the source."],
  CLIPPING: ["Clipping", "warn", "Audio comes, too much of it at full scale."],
  STALLED: ["Stalled", "bad", "The connection stands, and no audio comes."],
  RECONNECTING: ["Reconnecting", "bad", "The connection broke or cannot be made; it is tried again, with growing pauses."],
  REFUSED: ["Refused", "bad", "The address cannot be opened as it is; it is tried again rarely."],
  PAUSED: ["Paused", "", "A user paused it; what is missed counts as paused."],
  ENDED: ["Ended", "", "It came to its end: a file, never a connection."],
  NO_LISTENER: ["No process listens", "bad", "Nobody has noted a state for 30 seconds: whether there is sound is not known."],
  WAITING: ["Waiting", "warn", "No process has opened it yet."],
  PUBLISHED: ["Published by others", "", "Another program publishes its audio."],
  BROKEN: ["Cannot be read", "bad", "The record of this source cannot be read."],
};

/** Audio comes in these states. */
export const HEARD = ["HEALTHY", "SILENT", "QUIET", "CLIPPING"];

/** The state of a source; also of one that nobody configured. */
export function stateOf(source) {
  if (source.error) return "BROKEN";
  if (!source.configured) return "PUBLISHED";
  if (source.listening) return source.listening.state;
  return source.paused ? "PAUSED" : "WAITING";
}

/** [name, good | warn | bad | "", meaning] of a state, also of one that a newer service has. */
export function stateWords(state) {
  return STATES[state] || [state.toLowerCase().replaceAll("_", " "), "warn", ""];
}

/** What can be opened: [kind, how its address begins, an example, what is good to know]. */
export const KINDS = [
  ["Web radio, Icecast, a stream by HTTP", /^https?:(?!.*\.(m3u8?|pls|asx|xspf|mpd)(\?|$))/i, "https://radio.example/live.mp3",
    "MP3, AAC, Ogg (Vorbis, Opus, FLAC) or FLAC, with its titles."],
  ["Play list", /^https?:.*\.(m3u|pls|asx|xspf)(\?|$)/i, "https://radio.example/radio.m3u",
    "The first address of the list that plays."],
  ["HLS", /^https?:.*\.m3u8(\?|$)/i, "https://cdn.example/live.m3u8",
    "Starts three segments back; the track chooses its audio rendition."],
  ["DASH", /^https?:.*\.mpd(\?|$)/i, "https://cdn.example/live.mpd", "Has no titles."],
  ["Camera or encoder by RTSP", /^rtsps?:/i, "rtsp://viewer:${env:SOURCE_CAMERA}@10.0.0.7/audio", "The video is not asked for."],
  ["RTMP", /^rtmps?:/i, "rtmp://host.example/app/stream", ""],
  ["SRT, calling or waiting to be called", /^srt:/i, "srt://host.example:9000?mode=caller",
    "srt://:9000?mode=listener waits. Parameters: latency (microseconds), passphrase, streamid, pbkeylen."],
  ["MPEG-TS in UDP", /^udp:/i, "udp://@239.1.2.3:1234", "Sent to this machine, or to a group (after @)."],
  ["RTP", /^rtp:/i, "rtp://host.example:5004", "With a payload type that says what it is: MPEG-TS, MP3 or L16."],
  ["Sound card", /^mic:/i, "mic:USB Audio", "mic: is the default one. The service must allow it: source.protocols with mic."],
  ["File, folder or named pipe", /^(file:|\/)/i, "/srv/recordings",
    "Of the machine that listens, below source.folders. A file is heard once; each file that comes into a folder is heard."],
];

/** The kind of an address, if it is known yet. */
export function kindOf(address) {
  return KINDS.find(([, begins]) => begins.test(address));
}

/** The id that Earshot itself would give: host and path of a URL, the name of a file without its ending. */
export function suggestedId(address) {
  const written = address.trim().replace(/\$\{[^}]*\}/g, "_");
  const url = /^([a-z][a-z0-9+.-]*):\/\/(?:[^@/?#]*@)?([^/?#]*)([^?#]*)/i.exec(written);
  if (!url || url[1].toLowerCase() === "file") return nameOf(url ? url[3] : written);
  const host = /^(127\.[0-9.]+|localhost|\[::1\])(:\d+)?$/.test(url[2]) ? "" : url[2].replace(/:\d+$/, "");
  return [host, url[3].replace(/^\/+|\/+$/g, "")].filter(Boolean).join("/") || url[2];
}

function nameOf(path) {
  const name = path.replace(/\/+$/, "").replace(/.*\//, "");
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(0, dot) : name;
}
