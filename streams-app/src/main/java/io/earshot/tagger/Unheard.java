package io.earshot.tagger;

import io.earshot.audio.AudioChunk;
import io.earshot.segment.Disposition;
import java.util.Locale;
import java.util.Optional;

/** Counts a source's audio that could not be tagged, so that it does not pass for audio without events. */
public final class Unheard {
    private double givenSeconds;
    private double refusedSeconds;
    private double firstRefusedSecond;
    private String firstReason = "";

    /** Counts a chunk and what became of it. */
    public void count(AudioChunk chunk, TaggedChunk tagged) {
        double rateHz = chunk.format().sampleRateHz();
        givenSeconds += chunk.samples() / rateHz;
        if (tagged.disposition() == Disposition.ACCEPTED || chunk.samples() == 0) {
            return;
        }
        if (firstReason.isEmpty()) {
            firstReason = tagged.reason();
            firstRefusedSecond = chunk.firstSample() / rateHz;
        }
        refusedSeconds += chunk.samples() / rateHz;
    }

    /** Whether there was audio, and none of it could be tagged. */
    public boolean isAll() {
        return refusedSeconds > 0 && refusedSeconds == givenSeconds;
    }

    /** The amount and the first reason, on one line; empty if all was tagged. */
    public Optional<String> line() {
        return firstReason.isEmpty()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "could not listen to %.1f of %.1f s, from %.1f s on: %s",
                        refusedSeconds,
                        givenSeconds,
                        firstRefusedSecond,
                        firstReason));
    }
}
