package io.earshot.lab.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Draws what a hop costs by the number of sources, a line for each build and number of queries, as SVG. */
public final class LiveCurve {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 400;
    private static final int LEFT = 60;
    private static final int BOTTOM = 340;
    private static final int TOP = 30;
    private static final int RIGHT = 470;
    private static final int STEPS = 4;
    private static final List<String> COLOURS =
            List.of("#1f6f8b", "#c1440e", "#4a7c3a", "#7a4fa0", "#8a6d1f", "#555555");

    private final List<LivePoint> points;
    private final double mostMillis;
    private final double mostSources;

    private LiveCurve(List<LivePoint> points) {
        this.points = points;
        this.mostMillis =
                points.stream().mapToDouble(LivePoint::serviceMillisAHop).max().orElse(1);
        this.mostSources =
                Math.max(2, points.stream().mapToInt(LivePoint::sources).max().orElse(2));
    }

    /** The drawing. */
    public static String of(LiveReport report) {
        return new LiveCurve(report.points()).svg();
    }

    private String svg() {
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n",
                WIDTH,
                HEIGHT));
        svg.append(String.format(Locale.ROOT, "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n", WIDTH, HEIGHT));
        for (int step = 0; step <= STEPS; step++) {
            double millis = mostMillis * step / STEPS;
            svg.append(String.format(
                    Locale.ROOT,
                    "<path d=\"M%d %.1fH%d\" stroke=\"#dddddd\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.1f</text>%n",
                    LEFT,
                    y(millis),
                    RIGHT,
                    LEFT - 6,
                    y(millis) + 4,
                    millis));
        }
        points.stream()
                .mapToInt(LivePoint::sources)
                .distinct()
                .sorted()
                .forEach(sources -> svg.append(String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>%n",
                        x(sources),
                        BOTTOM + 18,
                        sources)));
        svg.append(text(LEFT, TOP - 12, "processor time of the service, ms a hop"));
        svg.append(text((LEFT + RIGHT) / 2 - 20, BOTTOM + 40, "sources"));
        lines().forEach((name, line) -> svg.append(drawn(name, line)));
        return svg.append("</svg>").append(System.lineSeparator()).toString();
    }

    private Map<String, List<LivePoint>> lines() {
        Map<String, List<LivePoint>> lines = new TreeMap<>();
        for (LivePoint point : points) {
            lines.computeIfAbsent(point.build() + ", " + point.queries() + " queries", name -> new ArrayList<>())
                    .add(point);
        }
        return lines;
    }

    private String drawn(String name, List<LivePoint> line) {
        int number = List.copyOf(lines().keySet()).indexOf(name);
        String colour = COLOURS.get(number % COLOURS.size());
        StringBuilder path = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        for (LivePoint point : line) {
            path.append(String.format(
                    Locale.ROOT,
                    "%s%.1f %.1f",
                    path.isEmpty() ? "M" : "L",
                    x(point.sources()),
                    y(point.serviceMillisAHop())));
            dots.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n",
                    x(point.sources()),
                    y(point.serviceMillisAHop()),
                    colour));
        }
        return String.format(Locale.ROOT, "<path d=\"%s\" fill=\"none\" stroke=\"%s\"/>%n", path, colour)
                + dots
                + String.format(
                        Locale.ROOT,
                        "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n",
                        RIGHT + 12,
                        TOP + 18 * number + 12,
                        colour,
                        name);
    }

    private static String text(int x, int y, String text) {
        return String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\">%s</text>%n", x, y, text);
    }

    /** Logarithmic. */
    private double x(int sources) {
        return LEFT + (RIGHT - LEFT) * Math.log(sources) / Math.log(mostSources);
    }

    private double y(double millis) {
        return BOTTOM - (BOTTOM - TOP) * millis / mostMillis;
    }
}
