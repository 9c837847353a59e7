package io.earshot.app;

import io.earshot.cluster.KeptAudioChunks;
import io.earshot.evidence.AudioSpan;
import io.earshot.evidence.ClipEncoder;
import io.earshot.evidence.ClipFiles;
import io.earshot.evidence.ClipFormat;
import io.earshot.evidence.EvidenceFile;
import io.earshot.http.SoundLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What sources gave at any time that the topic of chunks still holds. */
final class SoundDesk implements SoundLibrary {
    private final KeptAudioChunks chunks;
    private final ClipEncoder encoder;
    private final EvidenceCache cache;
    private final int mostSeconds;

    /**
     * @param cache left open
     * @param mostSeconds longest clip, in seconds
     */
    SoundDesk(KeptAudioChunks chunks, ClipEncoder encoder, EvidenceCache cache, int mostSeconds) {
        this.chunks = chunks;
        this.encoder = encoder;
        this.cache = cache;
        this.mostSeconds = mostSeconds;
    }

    @Override
    public EvidenceFile audio(AudioSpan span, ClipFormat format) {
        return file(span, files -> files.audio(format));
    }

    @Override
    public EvidenceFile picture(AudioSpan span) {
        return file(span, ClipFiles::picture);
    }

    /** A file of a clip. */
    @FunctionalInterface
    private interface Part {
        EvidenceFile of(ClipFiles files) throws IOException;
    }

    private EvidenceFile file(AudioSpan span, Part part) {
        if (span.seconds() > mostSeconds) {
            throw new IllegalArgumentException("\"to\" must be at most " + mostSeconds + " s after \"from\"");
        }
        String key = "span " + span.fromMicros() + " " + span.toMicros() + " " + span.sourceId();
        try {
            return part.of(cache.clip(key, folder -> new ClipFiles(chunks.cut(span), folder, encoder)));
        } catch (IOException e) {
            throw new UncheckedIOException("the audio cannot be cut: " + e.getMessage(), e);
        }
    }
}
