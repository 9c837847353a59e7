package io.earshot.stream;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The addresses in a play list: M3U (and M3U8 that is no HLS), PLS, ASX or XSPF. */
final class PlayList {
    /** Longest text that is read. */
    static final int MOST_BYTES = 64 * 1024;

    static final int MOST_ENTRIES = 20;

    // Of a tag each, and without a way back: a list of a stranger must not cost more than its length.
    private static final Pattern LOCATION = Pattern.compile("(?i)^\\s*+location\\s*+>([^<]*+)");
    private static final Pattern REFERENCE =
            Pattern.compile("(?i)^\\s*+ref\\b[^>]*?\\bhref\\s*+=\\s*+[\"']([^\"'>]++)[\"']");
    private static final Pattern BRACKET = Pattern.compile("<");
    private static final Pattern NUMBER = Pattern.compile("(?i)(?:file|ref)[0-9]{1,9}");

    private PlayList() {}

    /** Entries in their order, at most {@link #MOST_ENTRIES}, as they are written; empty if there is none. */
    static List<String> entries(String text) {
        String start = text.stripLeading().toLowerCase(Locale.ROOT);
        if (start.startsWith("[playlist]") || start.startsWith("[reference]")) {
            return numbered(text);
        }
        if (start.startsWith("<")) {
            return start.contains("<asx") ? references(text) : locations(text);
        }
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .limit(MOST_ENTRIES)
                .toList();
    }

    /** Lines such as {@code File1=http://...}. */
    private static List<String> numbered(String text) {
        return text.lines()
                .map(line -> line.split("=", 2))
                .filter(parts ->
                        parts.length == 2 && NUMBER.matcher(parts[0].strip()).matches() && !parts[1].isBlank())
                .map(parts -> parts[1].strip())
                .limit(MOST_ENTRIES)
                .toList();
    }

    /** What follows each {@code <location>}, up to the next tag. */
    private static List<String> locations(String xml) {
        return entries(tags(xml.substring(0, Math.max(0, xml.lastIndexOf('<')))), LOCATION);
    }

    /** The addresses of each {@code <ref href="...">}. */
    private static List<String> references(String xml) {
        return entries(tags(xml), REFERENCE);
    }

    private static List<String> entries(Stream<String> tags, Pattern wanted) {
        return tags.map(wanted::matcher)
                .filter(Matcher::find)
                .map(matcher -> unescaped(matcher.group(1).strip()))
                .filter(entry -> !entry.isEmpty())
                .limit(MOST_ENTRIES)
                .toList();
    }

    /** Each tag without its opening bracket, with the text behind it. */
    private static Stream<String> tags(String xml) {
        return BRACKET.splitAsStream(xml);
    }

    private static String unescaped(String xml) {
        return xml.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&#38;", "&")
                .replace("&amp;", "&");
    }
}
