package io.earshot.decoder;

import io.earshot.audio.PcmStream;

/** The samples that a decoder makes of one source. {@link #close} may be called from another thread than {@link #read}. */
public interface DecodedAudio extends PcmStream {
    /** What is decoded, in a few words: "mp3, 44100 Hz, stereo". As of what was read last. */
    String description();

    /**
     * Which channel is heard, as of what was read last: "mix", "left", "channel 3"; with the reason if it is not what was
     * asked for: "left (the channels cancel each other)".
     */
    String heardChannel();
}
