package io.earshot.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses in a play list: M3U (and M3U8 that is no HLS), PLS, ASX or XSPF. */
final class PlayList {
    /** Longest text that is read. */
    static final int MOST_BYTES = 64 * 1024;

    static final int MOST_ENTRIES = 20;

    private static final Pattern NUMBERED = Pattern.compile("(?im)^\\s*(?:File|Ref)[0-9]+\\s*=\\s*(\\S.*?)\\s*$");
    private static final Pattern HREF =
            Pattern.compile("<\\s*ref\\b[^>]*?\\bhref\\s*=\\s*[\"']([^\"'>]+)[\"']", Pattern.CASE_INSENSITIVE);
    private static final Pattern LOCATION =
            Pattern.compile("<\\s*location\\s*>\\s*([^<]+?)\\s*<", Pattern.CASE_INSENSITIVE);

    private PlayList() {}

    /** Entries in their order, at most {@link #MOST_ENTRIES}, as they are written; empty if there is none. */
    static List<String> entries(String text) {
        String start = text.stripLeading().toLowerCase(Locale.ROOT);
        if (start.startsWith("[playlist]") || start.startsWith("[reference]")) {
            return found(NUMBERED, text);
        }
        if (start.startsWith("<")) {
            return found(start.contains("<asx") ? HREF : LOCATION, text).stream()
                    .map(PlayList::unescaped)
                    .toList();
        }
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .limit(MOST_ENTRIES)
                .toList();
    }

    private static List<String> found(Pattern pattern, String text) {
        List<String> entries = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (entries.size() < MOST_ENTRIES && matcher.find()) {
            entries.add(matcher.group(1));
        }
        return entries;
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
