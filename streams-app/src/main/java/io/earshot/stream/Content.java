package io.earshot.stream;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a resource is, by its first bytes, its media type and the ending of its address, in that order. */
enum Content {
    AUDIO,
    HLS,
    DASH,
    PLAY_LIST,
    WEB_PAGE;

    /** How many first bytes are looked at. */
    static final int PEEKED_BYTES = 2_048;

    /**
     * Recognizes it.
     *
     * @param start its first bytes. Not modified.
     * @param mediaType in lower case, without parameters
     * @param path of its address
     */
    static Content of(byte[] start, String mediaType, String path) {
        String text = new String(start, StandardCharsets.UTF_8);
        String head = (text.startsWith("\ufeff") ? text.substring(1) : text)
                .stripLeading()
                .toLowerCase(Locale.ROOT);
        Content written = ofText(head);
        if (written != null) {
            return written;
        }
        if (mediaType.equals("text/html") || mediaType.equals("application/xhtml+xml")) {
            return WEB_PAGE;
        }
        return isText(start) && isListByName(mediaType, path.toLowerCase(Locale.ROOT)) ? PLAY_LIST : AUDIO;
    }

    /** For a list whose whole text is there. */
    static boolean isHls(String list) {
        return list.contains("#EXT-X-");
    }

    private static Content ofText(String head) {
        if (head.startsWith("#extm3u")) {
            return head.contains("#ext-x-") ? HLS : PLAY_LIST;
        }
        if (head.startsWith("[playlist]") || head.startsWith("[reference]") || head.startsWith("<asx")) {
            return PLAY_LIST;
        }
        if (head.startsWith("<!doctype html") || head.startsWith("<html")) {
            return WEB_PAGE;
        }
        if (!head.startsWith("<")) {
            return null;
        }
        return head.contains("<mpd") ? DASH : head.contains("<playlist") || head.contains("<asx") ? PLAY_LIST : null;
    }

    private static boolean isListByName(String mediaType, String path) {
        return mediaType.contains("mpegurl")
                || mediaType.contains("scpls")
                || path.endsWith(".m3u")
                || path.endsWith(".m3u8")
                || path.endsWith(".pls");
    }

    private static boolean isText(byte[] start) {
        for (byte b : start) {
            if (b >= 0 && b < 0x20 && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }
}
