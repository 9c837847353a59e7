package io.earshot.listen;

import io.earshot.audio.InvalidAudioException;
import io.earshot.source.AudioSource;
import io.earshot.stream.LiveStream;
import io.earshot.stream.RecordingFolder;
import io.earshot.stream.StreamOpener;
import io.earshot.stream.StreamRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The recordings of a folder, one after the other, each with the time that its name tells, or else so that it ended when its
 * file was last written. An epoch is named by that last moment in whole milliseconds, and one microsecond more once it is
 * done, so that another listener knows where to go on.
 */
final class FolderReader {
    private static final int BLOCK_BYTES = 1 << 16;

    private final AudioSource source;
    private final StreamOpener opener;
    private final RecordingFolder folder;

    private FolderReader(AudioSource source, StreamOpener opener, RecordingFolder folder) {
        this.source = source;
        this.opener = opener;
        this.folder = folder;
    }

    /**
     * A reader, if the source is a folder.
     *
     * @param lastEpochId of the last recording; -1: none. One that was not done is read again
     */
    static Optional<FolderReader> of(AudioSource source, StreamOpener opener, long lastEpochId) throws IOException {
        RecordingFolder.Mark done = lastEpochId < 0
                ? RecordingFolder.Mark.NONE
                : new RecordingFolder.Mark(
                        lastEpochId / 1000 - (isDone(lastEpochId) ? 0 : 1), String.valueOf(Character.MAX_VALUE));
        return opener.recordings(source, done).map(folder -> new FolderReader(source, opener, folder));
    }

    private static boolean isDone(long epochId) {
        return epochId % 1000 == 1;
    }

    /**
     * What became of a recording.
     *
     * @param note on one line
     * @param doneId epoch id that says that it is done
     */
    record Done(String note, long doneId) {}

    /** Takes a recording that is open. */
    interface Sink {
        void read(Recording recording) throws IOException, InterruptedException;
    }

    /**
     * A recording that is open.
     *
     * @param name of its file
     * @param startMicros capture time of its first sample
     * @param epochId that names it
     */
    record Recording(String name, LiveStream stream, long startMicros, long epochId) {}

    /**
     * Reads the next recording, if one is there.
     *
     * @return what became of it; empty if there was none
     */
    Optional<Done> next(Sink sink) throws IOException, InterruptedException {
        Optional<Path> found = folder.next();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Path file = found.get();
        String name = file.getFileName().toString();
        long written = Files.getLastModifiedTime(file).toMillis();
        try {
            long start = start(file, written);
            try (LiveStream stream = opener.open(source, file)) {
                sink.read(new Recording(name, stream, start, written * 1000));
            }
            folder.done(file);
            return Optional.of(new Done("heard " + name, written * 1000 + 1));
        } catch (StreamRefusedException | InvalidAudioException e) {
            folder.done(file);
            return Optional.of(new Done(name + " cannot be heard: " + e.getMessage(), written * 1000 + 1));
        }
    }

    private long start(Path file, long writtenMillis) throws IOException, InterruptedException {
        Optional<Instant> named = RecordingNames.startOf(file.getFileName().toString(), ZoneId.systemDefault());
        return named.isPresent() ? named.get().toEpochMilli() * 1000 : writtenMillis * 1000 - micros(file);
    }

    /** Its length, which no container tells for sure: by decoding it. */
    private long micros(Path file) throws IOException, InterruptedException {
        long bytes = 0;
        try (LiveStream stream = opener.open(source, file)) {
            byte[] block = new byte[BLOCK_BYTES];
            for (int n = stream.read(block); n != -1; n = stream.read(block)) {
                bytes += n + stream.missingSamples() * stream.format().frameBytes();
            }
            return stream.format().micros(bytes / stream.format().frameBytes());
        }
    }
}
