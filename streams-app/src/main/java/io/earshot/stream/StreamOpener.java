package io.earshot.stream;

import io.earshot.source.AudioSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Opens sources. Safe for use by several threads. */
public interface StreamOpener extends Closeable {
    /**
     * Connects to a source, once, and waits for its first sample.
     *
     * @throws StreamRefusedException if the address cannot be opened as it is, or the other side refuses it
     * @throws IOException if the connection cannot be made, or no audio comes
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    LiveStream open(AudioSource source) throws IOException, InterruptedException;

    /**
     * The folder that a source's address is, to be watched for recordings; empty if it is something else.
     *
     * @param after recordings up to there are done
     * @throws StreamRefusedException if it may not be opened
     */
    default Optional<RecordingFolder> recordings(AudioSource source, RecordingFolder.Mark after) throws IOException {
        return Optional.empty();
    }

    /** Opens a recording of a source whose address is a folder. */
    default LiveStream open(AudioSource source, Path recording) throws IOException, InterruptedException {
        throw new StreamRefusedException("it is no folder of recordings", StreamRefusedException.Retry.NEVER);
    }

    @Override
    void close() throws IOException;
}
