// Charts by uPlot in the colours of the theme, each with its figures as a table for screen readers.
import uPlot from "/lib/uplot/uPlot.esm.js";

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
}

/** How an axis looks now. */
export function axis(options = {}) {
  return { stroke: colour("muted"), grid: { stroke: colour("line"), width: 1 }, ticks: { stroke: colour("line"), width: 1 }, ...options };
}

/** A series in the colour of the theme; of the names in console.css. */
export function series(label, name = "accent", options = {}) {
  return { label, stroke: colour(name), width: 2, ...options };
}

/**
 * A chart that keeps the width of its place and the colours of the theme. make() gives the options of uPlot but width; text is what
 * the picture says. Returns {set(data), end()}.
 */
export function chart(place, make, data, text) {
  let plot = null;
  let kept = data;
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", text);
  const draw = () => {
    plot?.destroy();
    plot = new uPlot({ width: Math.max(place.clientWidth, 200), ...make() }, kept, place);
  };
  const observer = new ResizeObserver(() => plot?.setSize({ width: Math.max(place.clientWidth, 200), height: plot.height }));
  draw();
  observer.observe(place);
  addEventListener("themechange", draw);
  return {
    set(data, text) {
      kept = data;
      if (text) place.setAttribute("aria-label", text);
      plot.setData(data);
    },
    end() {
      observer.disconnect();
      removeEventListener("themechange", draw);
      plot.destroy();
    },
  };
}
