package io.earshot.query;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is kept of a query's events when they close: the sound of each, a picture and facts.
 *
 * @param preSeconds of sound before the onset, 0 to {@value #MAX_ROLL_SECONDS}
 * @param postSeconds after the offset
 * @param formats of the sound, at least one of {@link #FORMATS}
 * @param keepDays how long; 0: for ever
 * @param keepCount of how many events, the newest; 0: of all
 * @param keepBytes how much in all; 0: without limit
 */
public record KeptEvidence(
        double preSeconds, double postSeconds, List<String> formats, int keepDays, int keepCount, long keepBytes) {
    /** Formats of sound. */
    public static final Set<String> FORMATS = Set.of("wav", "flac", "opus");

    /** Two seconds around an event, lossless, for 30 days. */
    public static final KeptEvidence DEFAULT = new KeptEvidence(2, 2, List.of("flac"), 30, 0, 0);

    private static final int MAX_ROLL_SECONDS = 60;
    private static final Pattern BYTES = Pattern.compile("(\\d{1,12})([kmgt]?)b?");
    private static final String FORM = "write for example flac,opus,pre=5s,post=5s,days=30,count=500,bytes=2GB";

    /** @throws IllegalArgumentException if something is out of range; the message names it */
    public KeptEvidence {
        formats = List.copyOf(new LinkedHashSet<>(formats));
        requireRoll("preSeconds", preSeconds);
        requireRoll("postSeconds", postSeconds);
        if (formats.isEmpty() || !FORMATS.containsAll(formats)) {
            throw new IllegalArgumentException("evidence has formats " + formats + "; known are wav, flac and opus");
        }
        if (keepDays < 0 || keepCount < 0 || keepBytes < 0) {
            throw new IllegalArgumentException("evidence has a limit below 0; 0 means no limit");
        }
    }

    /**
     * Reads what a user types: formats and limits in any order; what is left out is as by default.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    public static KeptEvidence parse(String text) {
        KeptEvidence read = DEFAULT;
        List<String> formats = new ArrayList<>();
        for (String part : text.toLowerCase(Locale.ROOT).strip().split("\\s*,\\s*", -1)) {
            String[] pair = part.split("=", 2);
            if (pair.length == 2) {
                read = read.with(pair[0], pair[1]);
            } else if (!part.isEmpty()) {
                formats.add(part);
            }
        }
        return formats.isEmpty() ? read : read.withFormats(formats);
    }

    /** As {@link #parse} reads it. */
    public String print() {
        return String.join(",", formats) + ",pre=" + plain(preSeconds) + "s,post=" + plain(postSeconds) + "s,days="
                + keepDays + ",count=" + keepCount + ",bytes=" + keepBytes;
    }

    private KeptEvidence with(String name, String value) {
        return switch (name) {
            case "pre" -> new KeptEvidence(seconds(value), postSeconds, formats, keepDays, keepCount, keepBytes);
            case "post" -> new KeptEvidence(preSeconds, seconds(value), formats, keepDays, keepCount, keepBytes);
            case "days" -> new KeptEvidence(preSeconds, postSeconds, formats, whole(value), keepCount, keepBytes);
            case "count" -> new KeptEvidence(preSeconds, postSeconds, formats, keepDays, whole(value), keepBytes);
            case "bytes" -> new KeptEvidence(preSeconds, postSeconds, formats, keepDays, keepCount, bytes(value));
            default -> throw wrong(name);
        };
    }

    private KeptEvidence withFormats(List<String> others) {
        return new KeptEvidence(preSeconds, postSeconds, others, keepDays, keepCount, keepBytes);
    }

    private static double seconds(String text) {
        return Form.TIME.parse(text).toMillis() / 1e3;
    }

    private static int whole(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw wrong(text);
        }
    }

    private static long bytes(String text) {
        Matcher amount = BYTES.matcher(text);
        if (!amount.matches()) {
            throw wrong(text);
        }
        int power = amount.group(2).isEmpty() ? 0 : 1 + "kmgt".indexOf(amount.group(2));
        return Math.multiplyExact(Long.parseLong(amount.group(1)), (long) Math.pow(1_000, power));
    }

    private static IllegalArgumentException wrong(String part) {
        return new IllegalArgumentException("keep-evidence cannot be read at \"" + part + "\"; " + FORM);
    }

    private static String plain(double seconds) {
        return seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(seconds);
    }

    private static void requireRoll(String name, double seconds) {
        if (!(seconds >= 0 && seconds <= MAX_ROLL_SECONDS)) {
            throw new IllegalArgumentException(
                    "evidence has " + name + " " + seconds + ", outside 0.." + MAX_ROLL_SECONDS);
        }
    }
}
