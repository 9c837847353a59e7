package io.earshot.source;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a source's audio comes. */
public enum Protocol {
    HTTP,
    HTTPS,
    RTSP,
    RTSPS,
    RTMP,
    RTMPS,
    SRT,
    UDP,
    RTP,
    /** A file, a named pipe, or a folder of recordings. */
    FILE,
    /** Standard input. */
    STDIN,
    /** A sound card. */
    MIC;

    /** Its name in addresses and settings. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that name. */
    static Optional<Protocol> of(String text) {
        return Arrays.stream(values())
                .filter(protocol -> protocol.text().equals(text))
                .findFirst();
    }

    /** Whether an address of it names a host. */
    public boolean isNetworked() {
        return compareTo(FILE) < 0;
    }

    /** Whether its audio may come to a group of receivers. */
    boolean isDatagram() {
        return this == UDP || this == RTP;
    }
}
