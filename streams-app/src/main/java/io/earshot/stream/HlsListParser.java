package io.earshot.stream;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import okhttp3.HttpUrl;

/** Reads a list of segments (RFC 8216); passes over what it does not know. For one list. */
final class HlsListParser {
    private static final double DEFAULT_TARGET_SECONDS = 6;
    private static final double MOST_SEGMENT_SECONDS = 3_600;

    private final HttpUrl base;
    private final List<HlsSegment> segments = new ArrayList<>();
    private long sequence;
    private double targetSeconds = DEFAULT_TARGET_SECONDS;
    private boolean ended;
    private String type = "";
    private long firstSequence;

    // Of the segment that comes next.
    private double seconds = -1;
    private String title = "";
    private boolean gap;
    private boolean afterBreak;
    private OptionalLong date = OptionalLong.empty();
    private long rangeBytes = -1;
    private long rangeOffset = -1;

    // Of it and those that follow.
    private HlsKey key = HlsKey.NONE;
    private boolean keyIsNew;
    private HlsSegment.Map map;
    private String rangeTitle = "";
    private HlsSegment.Part lastPart;

    private HlsListParser(HttpUrl base) {
        this.base = base;
    }

    /** @param base what addresses in it are relative to */
    static HlsList parse(String text, HttpUrl base) {
        HlsListParser parser = new HlsListParser(base);
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(parser::line);
        boolean recording =
                parser.ended && (parser.type.equals("VOD") || (parser.type.isEmpty() && parser.firstSequence <= 1));
        return new HlsList(List.copyOf(parser.segments), parser.targetSeconds, parser.ended, recording);
    }

    private void line(String line) {
        if (line.startsWith("#EXT")) {
            int colon = line.indexOf(':');
            tag(colon < 0 ? line : line.substring(0, colon), colon < 0 ? "" : line.substring(colon + 1));
        } else if (!line.startsWith("#") && seconds >= 0) {
            segment(line);
        }
    }

    private void tag(String name, String value) {
        switch (name) {
            case "#EXTINF" -> duration(value);
            case "#EXT-X-TARGETDURATION" -> targetSeconds = Math.max(0.1, decimal(value, DEFAULT_TARGET_SECONDS));
            case "#EXT-X-MEDIA-SEQUENCE" -> firstNumber(value);
            case "#EXT-X-PLAYLIST-TYPE" -> type = value.strip();
            case "#EXT-X-ENDLIST" -> ended = true;
            case "#EXT-X-DISCONTINUITY" -> afterBreak = true;
            case "#EXT-X-GAP" -> gap = true;
            case "#EXT-X-PROGRAM-DATE-TIME" -> date = micros(value.strip());
            case "#EXT-X-BYTERANGE" -> range(value);
            case "#EXT-X-KEY" -> key(HlsKey.parse(HlsAttributes.parse(value), base));
            case "#EXT-X-MAP" -> map(HlsAttributes.parse(value));
            case "#EXT-X-DATERANGE" -> rangeTitle = rangeTitle(HlsAttributes.parse(value), rangeTitle);
            default -> {
                // Others say nothing about what is heard, or when.
            }
        }
    }

    private void firstNumber(String value) {
        if (segments.isEmpty() && value.strip().matches("[0-9]{1,18}")) {
            sequence = Long.parseLong(value.strip());
            firstSequence = sequence;
        }
    }

    private void duration(String value) {
        int comma = value.indexOf(',');
        seconds =
                Math.min(MOST_SEGMENT_SECONDS, Math.max(0, decimal(comma < 0 ? value : value.substring(0, comma), 0)));
        title = comma < 0 ? "" : value.substring(comma + 1).strip();
    }

    private void segment(String uri) {
        HttpUrl url = base.resolve(uri);
        if (url != null) {
            HlsSegment.Part part = part(url, rangeBytes, rangeOffset);
            segments.add(new HlsSegment(
                    sequence, part, seconds, title.isEmpty() ? rangeTitle : title, key, map, gap, afterBreak, date));
            lastPart = part;
        }
        sequence++;
        seconds = -1;
        title = "";
        gap = false;
        afterBreak = false;
        date = OptionalLong.empty();
        rangeBytes = -1;
        rangeOffset = -1;
        keyIsNew = false;
    }

    private HlsSegment.Part part(HttpUrl url, long bytes, long offset) {
        boolean goesOn =
                bytes >= 0 && offset < 0 && lastPart != null && lastPart.url().equals(url);
        return new HlsSegment.Part(url, goesOn ? lastPart.offset() + lastPart.bytes() : Math.max(0, offset), bytes);
    }

    private void range(String value) {
        String[] numbers = value.strip().split("@", -1);
        if (numbers[0].matches("[0-9]{1,12}")) {
            rangeBytes = Long.parseLong(numbers[0]);
            rangeOffset = numbers.length > 1 && numbers[1].matches("[0-9]{1,15}") ? Long.parseLong(numbers[1]) : -1;
        }
    }

    /** Several before one segment are the same key in several wrappings: one that can be read is taken. */
    private void key(HlsKey other) {
        if (!keyIsNew || !key.isReadable()) {
            key = other;
        }
        keyIsNew = true;
    }

    private void map(HlsAttributes attributes) {
        HttpUrl url = base.resolve(attributes.get("URI"));
        String[] range = attributes.get("BYTERANGE").split("@", -1);
        boolean ranged = range[0].matches("[0-9]{1,12}");
        long offset = range.length > 1 && range[1].matches("[0-9]{1,15}") ? Long.parseLong(range[1]) : 0;
        map = url == null
                ? null
                : new HlsSegment.Map(
                        new HlsSegment.Part(url, ranged ? offset : 0, ranged ? Long.parseLong(range[0]) : -1), key);
    }

    private static String rangeTitle(HlsAttributes attributes, String before) {
        String name = attributes.get("X-TITLE");
        String artist = attributes.get("X-ARTIST");
        return name.isEmpty() ? before : artist.isEmpty() ? name : artist + " - " + name;
    }

    private static double decimal(String text, double otherwise) {
        String number = text.strip();
        return number.matches("[0-9]{1,9}(\\.[0-9]{0,12})?|\\.[0-9]{1,12}") ? Double.parseDouble(number) : otherwise;
    }

    /** A date that is none is as good as none. */
    private static OptionalLong micros(String text) {
        String date = text.replaceFirst("([+-][0-9]{2})([0-9]{2})$", "$1:$2");
        boolean zoned = date.matches(".*(Z|[+-][0-9]{2}:[0-9]{2})");
        try {
            Instant instant = zoned
                    ? OffsetDateTime.parse(date).toInstant()
                    : LocalDateTime.parse(date).toInstant(ZoneOffset.UTC);
            return OptionalLong.of(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }
}
