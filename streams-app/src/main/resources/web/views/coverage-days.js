// The minutes of a coverage answer as days, each with its pieces: heard, a gap and why, or nothing recorded.

const MINUTE_MS = 60000;
const JOINED_MS = 50;

const REASONS = {
  NOT_STARTED: "the source had not started, or had ended", SAMPLES_MISSING: "the stream itself says that samples are missing",
  CHUNKS_MISSING: "chunks never arrived", BAD_RECORDS: "what arrived could not be read",
    STREAM_LOST: "the source fell silent without saying so",
  SOURCE_DOWN: "the source could not be reached", PAUSED: "a user paused it",
    OVERLOAD: "there was no room for audio that waited to be written",
  LATE: "audio came after its time had been given up", HAND_OVER: "one listener stopped before another one began",
    UNKNOWN: "the reason is not known",
};

/** Why audio was not heard, in words. */
export function reasonWords(reason) {
  return REASONS[reason] || String(reason).toLowerCase().replaceAll("_", " ");
}

/** Whether somebody wanted it so: not a fault. */
export function isAsked(reason) {
  return reason === "PAUSED" || reason === "NOT_STARTED";
}

/** Midnight of the viewer's zone, some days back. */
export function midnight(daysBack) {
  const at = new Date();
  at.setHours(0, 0, 0, 0);
  at.setDate(at.getDate() - daysBack);
  return Number(at);
}

/** Runs of recorded minutes, [{from, to}] in milliseconds, and all gaps, joined where one goes on in the next minute. */
function read(minutes) {
  const runs = [];
  const gaps = [];
  for (const minute of [...minutes].sort((a, b) => (a.minute < b.minute ? -1 : 1))) {
    const start = Number(new Date(minute.minute));
    const lacks = Math.max(0, MINUTE_MS - minute.expectedSeconds * 1000);
    const last = runs.at(-1);
    if (last && start - last.end <= 0) last.to = Math.max(last.to, start + MINUTE_MS - lacks);
    else runs.push({ from: start + lacks, to: start + MINUTE_MS });
    runs.at(-1).end = start + MINUTE_MS;
    for (const gap of minute.gaps) addGap(gaps, Number(new Date(gap.start)), Number(new Date(gap.end)), gap.reason);
  }
  return { runs, gaps };
}

function addGap(gaps, from, to, reason) {
  const last = gaps.at(-1);
  if (last && last.reason === reason && Math.abs(from - last.to) <= JOINED_MS) last.to = Math.max(last.to, to);
  else gaps.push({ kind: "gap", from, to, reason });
}

/** The pieces of a span in order: heard, gap, none. */
function pieces({ runs, gaps }, from, to) {
  const all = [];
  let at = from;
  const none = (until) => { if (until - at >= 1000) all.push({ kind: "none", from: at, to: until }); };
  for (const run of runs.filter((each) => each.to > from && each.from < to)) {
    none(Math.min(to, run.from));
    at = Math.max(from, run.from);
    const end = Math.min(to, run.to);
    for (const gap of gaps.filter((each) => each.to > at && each.from < end)) {
      if (gap.from > at) all.push({ kind: "heard", from: at, to: gap.from });
      all.push({ ...gap, from: Math.max(at, gap.from), to: Math.min(end, gap.to) });
      at = Math.min(end, gap.to);
    }
    if (end > at) all.push({ kind: "heard", from: at, to: end });
    at = end;
  }
  none(to);
  return all;
}

/** Days of an answer, newest first: {from, to, now, pieces, expected, heard} with seconds and milliseconds. */
export function daysOf(answer, count) {
  const known = read(answer.minutes);
  const days = [];
  for (let back = 0; back < count; back++) {
    const from = midnight(back);
    const to = midnight(back - 1);
    const end = Math.min(to, Date.now());
    const own = answer.minutes.filter(({ minute }) => Number(new Date(minute)) >= from && Number(new Date(minute)) < to);
    days.push({
      from, to, pieces: pieces(known, from, end),
      expected: own.reduce((sum, each) => sum + each.expectedSeconds, 0), heard: own.reduce((sum, each) => sum
        + each.heardSeconds, 0),
    });
  }
  return { days, gaps: known.gaps };
}
