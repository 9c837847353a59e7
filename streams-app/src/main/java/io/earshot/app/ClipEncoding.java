package io.earshot.app;

import io.earshot.decoder.AudioEncoder;
import io.earshot.decoder.SharedDecoder;
import io.earshot.evidence.Clip;
import io.earshot.evidence.ClipEncoder;
import io.earshot.evidence.ClipFormat;
import java.io.IOException;
import java.nio.file.Path;

/** Encodes clips in a process of their own, started with the first. */
final class ClipEncoding implements ClipEncoder, AutoCloseable {
    private final SharedDecoder process = new SharedDecoder();
    private final AudioEncoder encoder = new AudioEncoder(process);

    @Override
    public void encode(Clip clip, ClipFormat format, Path file) throws IOException {
        switch (format) {
            case FLAC -> encoder.flac(clip.format(), clip.pcm(), file);
            case OPUS -> encoder.opus(clip.format(), clip.pcm(), file);
            case WAV -> throw new IllegalArgumentException("WAV needs no codec");
        }
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
