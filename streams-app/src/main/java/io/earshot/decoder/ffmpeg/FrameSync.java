package io.earshot.decoder.ffmpeg;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Recognises MPEG audio frames that have no container, in a stream that is joined anywhere: FFmpeg's own search takes what
 * begins in the middle of a frame for ambiguous, and goes on searching for many seconds of audio. By ISO/IEC 11172-3,
 * 13818-3 and 13818-7 (ADTS).
 */
final class FrameSync {
    /** Frames that must follow each other, so that chance does not look like them. */
    private static final int FRAMES = 4;

    private static final int[] RATES_HZ = {44_100, 48_000, 32_000};
    private static final int[] LAYER_3_KBITS = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
    private static final int[] LAYER_2_KBITS = {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384};
    private static final int[] LOW_RATE_KBITS = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
    private static final int TRANSPORT_PACKET = 188;

    private FrameSync() {}

    /** FFmpeg's name of the frames' format; empty if there are none, or a container's mark comes first. */
    static Optional<String> formatOf(byte[] start) {
        if (isContainer(start)) {
            return Optional.empty();
        }
        for (int at = 0; at + 7 < start.length; at++) {
            if (isChain(start, at, true)) {
                return Optional.of("aac");
            }
            if (isChain(start, at, false)) {
                return Optional.of("mp3");
            }
        }
        return Optional.empty();
    }

    private static boolean isContainer(byte[] start) {
        String mark = new String(start, 0, Math.min(12, start.length), StandardCharsets.ISO_8859_1);
        boolean isTransport = start.length > 2 * TRANSPORT_PACKET
                && start[0] == 0x47
                && start[TRANSPORT_PACKET] == 0x47
                && start[2 * TRANSPORT_PACKET] == 0x47;
        return isTransport
                || mark.startsWith("OggS")
                || mark.startsWith("fLaC")
                || mark.startsWith("RIFF")
                || mark.startsWith("FLV")
                || mark.startsWith("\u001aE\u00df\u00a3")
                || mark.startsWith("ftyp", 4)
                || mark.startsWith("styp", 4);
    }

    private static boolean isChain(byte[] bytes, int from, boolean adts) {
        int at = from;
        int kind = -1;
        for (int frames = 0; frames < FRAMES; frames++) {
            int length = adts ? adtsLength(bytes, at) : mpegLength(bytes, at);
            if (length <= 0 || (kind >= 0 && kind != kind(bytes, at))) {
                return false;
            }
            kind = kind(bytes, at);
            at += length;
        }
        return true;
    }

    /** What all frames of a stream have in common: version, layer, sample rate. */
    private static int kind(byte[] bytes, int at) {
        return ((bytes[at + 1] & 0xfe) << 8) | (bytes[at + 2] & 0x0c);
    }

    /** Bytes of the frame that a header begins; 0: none begins here. */
    private static int mpegLength(byte[] bytes, int at) {
        if (at + 4 > bytes.length || bytes[at] != (byte) 0xff || (bytes[at + 1] & 0xe0) != 0xe0) {
            return 0;
        }
        int version = (bytes[at + 1] >> 3) & 3;
        int layer = (bytes[at + 1] >> 1) & 3;
        int bitrate = (bytes[at + 2] >> 4) & 15;
        int rate = (bytes[at + 2] >> 2) & 3;
        if (version == 1 || (layer != 1 && layer != 2) || bitrate == 0 || bitrate == 15 || rate == 3) {
            return 0;
        }
        boolean isFull = version == 3;
        int rateHz = RATES_HZ[rate] >> (isFull ? 0 : version == 2 ? 1 : 2);
        int kbits = !isFull ? LOW_RATE_KBITS[bitrate] : layer == 1 ? LAYER_3_KBITS[bitrate] : LAYER_2_KBITS[bitrate];
        int samplesPerByte = !isFull && layer == 1 ? 72 : 144;
        return samplesPerByte * kbits * 1000 / rateHz + ((bytes[at + 2] >> 1) & 1);
    }

    private static int adtsLength(byte[] bytes, int at) {
        if (at + 7 > bytes.length || bytes[at] != (byte) 0xff || (bytes[at + 1] & 0xf6) != 0xf0) {
            return 0;
        }
        int length = ((bytes[at + 3] & 3) << 11) | ((bytes[at + 4] & 0xff) << 3) | ((bytes[at + 5] & 0xff) >> 5);
        return length >= 7 ? length : 0;
    }
}
