package io.earshot.source;

import java.util.Map;

/**
 * A source that Earshot opens by itself.
 *
 * @param id names it; not empty
 * @param address what to open: a URL, the path of a file or folder, or a sound card. Holds no password but references to
 *     them: {@code ${env:NAME}} or {@code ${file:PATH}}
 * @param channel which is heard
 * @param track which of several audio tracks is heard, from 1
 * @param paused whether it is kept and not listened to
 * @param options how it is opened and watched
 * @param labels the user's own notes
 */
public record AudioSource(
        String id,
        String address,
        Channel channel,
        int track,
        boolean paused,
        Map<String, String> options,
        Map<String, String> labels) {
    /** Most characters of the address, the options and the labels together. */
    static final int MOST_CHARS = 32_000;

    /** Keeps copies of the maps. */
    public AudioSource {
        options = Map.copyOf(options);
        labels = Map.copyOf(labels);
    }

    /** A source with every default. */
    public static AudioSource of(String id, String address) {
        return new AudioSource(id, address, Channel.MIX, 1, false, Map.of(), Map.of());
    }

    /**
     * Requires that it can be opened, as far as that can be told from what is written, and kept where others read it.
     *
     * @throws IllegalArgumentException if its address or an option cannot be read, or holds a password, or there is too much
     *     text; the message is one line and holds no password
     */
    public void requireKeepable() {
        long chars = address.length() + chars(options) + chars(labels);
        if (chars > MOST_CHARS) {
            throw new IllegalArgumentException("the address, options and labels of a source have " + chars
                    + " characters; at most " + MOST_CHARS + " are taken");
        }
        StreamAddress.parse(address).requireNoPassword();
        OpenOptions.of(options).requireNoPassword();
    }

    private static long chars(Map<String, String> texts) {
        return texts.entrySet().stream()
                .mapToLong(text -> text.getKey().length() + text.getValue().length())
                .sum();
    }

    /** The same, to be listened to or not. */
    public AudioSource withPaused(boolean isPaused) {
        return new AudioSource(id, address, channel, track, isPaused, options, labels);
    }
}
