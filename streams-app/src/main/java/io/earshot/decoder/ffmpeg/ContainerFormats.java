package io.earshot.decoder.ffmpeg;

import io.earshot.decoder.ffmpeg.DecodeRequest.Medium;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which containers FFmpeg may read, and how. */
final class ContainerFormats {
    /** FFmpeg reads through callbacks; it may open nothing by itself, whatever a container refers to. */
    private static final String NO_PROTOCOLS = "none";

    /** What addresses bring besides. None of them can name a file: that takes a protocol. */
    private static final String OF_ADDRESSES = ",rtsp,rtp,sdp,dash,live_flv";

    /**
     * Those that say when a frame sounds. The others count samples, or bytes, as AVI does: what they say of time holds nothing
     * that the samples do not.
     */
    private static final Set<String> TIMED =
            Set.of("mov", "matroska", "mpegts", "mpeg", "flv", "live_flv", "asf", "ogg", "rtsp", "rtp", "sdp", "dash");

    private ContainerFormats() {}

    /** @param names of a format, with commas between them */
    static boolean isTimed(String names) {
        return TIMED.contains(names.split(",", 2)[0]);
    }

    /** FFmpeg's options for a source. */
    static Map<String, String> options(DecodeRequest request) {
        Map<String, String> options = new TreeMap<>();
        if (request.medium().isBroadcast()) {
            // A second of it must do: FFmpeg would look at five, and wait for the rate of pictures that nobody sees.
            options.put("analyzeduration", "1000000");
            options.put("fpsprobesize", "0");
        }
        boolean address = request.medium() == Medium.ADDRESS;
        if (address) {
            options.put("rtsp_transport", "tcp");
            options.putAll(request.formatOptions());
            options.put("allowed_media_types", "audio");
        }
        options.put("format_whitelist", DecoderMain.CONTAINERS + (address ? OF_ADDRESSES : ""));
        options.put("protocol_whitelist", address ? request.protocols() : NO_PROTOCOLS);
        return options;
    }
}
