// The colours of sound: even steps of brightness, as dark stays dark in both themes; readable without telling hues apart.

/** From quiet to loud: black, violet, red, orange, pale yellow; after "inferno" of matplotlib. */
const STOPS = [[0, 0, 4], [31, 12, 72], [85, 15, 109], [136, 34, 106], [186, 54, 85], [227, 89, 51], [249, 140, 10], [249, 201, 50], [252, 255, 164]];

/** What 0 and 255 stand for, dBFS; as /api/live describes it. */
const FLOOR_DBFS = -100;
const CEILING_DBFS = 0;

/** The levels that are black and brightest in the picture, dBFS. */
export const DARKEST_DBFS = -95;
export const BRIGHTEST_DBFS = -25;

function at(part) {
  const place = Math.min(Math.max(part, 0), 1) * (STOPS.length - 1);
  const low = Math.min(Math.floor(place), STOPS.length - 2);
  return STOPS[low].map((value, i) => Math.round(value + (STOPS[low + 1][i] - value) * (place - low)));
}

/** Red, green, blue of each byte. */
export const COLOURS = new Uint8Array(768);
for (let level = 0; level < 256; level++) {
  const dbfs = FLOOR_DBFS + (level / 255) * (CEILING_DBFS - FLOOR_DBFS);
  COLOURS.set(at((dbfs - DARKEST_DBFS) / (BRIGHTEST_DBFS - DARKEST_DBFS)), level * 3);
}

/** Draws the scale from the darkest to the brightest, left to right. */
export function drawScale(canvas) {
  const context = canvas.getContext("2d");
  for (let x = 0; x < canvas.width; x++) {
    const [red, green, blue] = at(x / (canvas.width - 1));
    context.fillStyle = `rgb(${red} ${green} ${blue})`;
    context.fillRect(x, 0, 1, canvas.height);
  }
}
