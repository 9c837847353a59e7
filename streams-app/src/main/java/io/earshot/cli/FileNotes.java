package io.earshot.cli;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.ChunkKind;
import io.earshot.audio.PcmStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** Tells once what a listener should know of a file: what it says of itself, and how much is missing in it. */
final class FileNotes {
    private final String file;
    private final PcmStream pcm;
    private final Consumer<String> lines;
    private final Set<String> told = new HashSet<>();
    private double missingSeconds;
    private int holes;

    /**
     * Tells what is known at once.
     *
     * @param file what messages call it
     * @param lines gets a line for each note
     */
    FileNotes(String file, PcmStream pcm, Consumer<String> lines) {
        this.file = file;
        this.pcm = pcm;
        this.lines = lines;
        tell();
    }

    /** Counts a chunk of the file; tells what has become known with it. */
    void count(AudioChunk chunk) {
        if (chunk.kind() == ChunkKind.GAP) {
            missingSeconds += chunk.format().seconds(chunk.gapSamples());
            holes++;
        }
        tell();
    }

    /** Tells what is missing, once all is read. */
    void atEnd() {
        if (holes > 0) {
            lines.accept(String.format(
                    Locale.ROOT,
                    "warning: %s: %.1f s are missing in it, in %d %s; the time stamps say so",
                    file,
                    missingSeconds,
                    holes,
                    holes == 1 ? "place" : "places"));
        }
    }

    private void tell() {
        for (String note : pcm.notes()) {
            if (told.add(note)) {
                lines.accept("warning: " + file + ": " + AudioOptions.withOption(note));
            }
        }
    }
}
