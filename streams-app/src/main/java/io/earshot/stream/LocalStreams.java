package io.earshot.stream;

import io.earshot.decoder.AudioDecoder;
import io.earshot.decoder.DecodedAudio;
import io.earshot.source.StreamPolicy;
import io.earshot.stream.StreamRefusedException.Retry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import javax.sound.sampled.TargetDataLine;

/** Opens what is on this machine: files, named pipes, standard input and sound cards. */
final class LocalStreams {
    private final AudioDecoder decoder;
    private final StreamPolicy policy;

    LocalStreams(AudioDecoder decoder, StreamPolicy policy) {
        this.decoder = decoder;
        this.policy = policy;
    }

    LiveStream openFile(StreamRequest request, Cancellation cancellation) throws IOException {
        Path path = path(request.address().address().path());
        policy.requireFile(path);
        if (Files.isDirectory(path)) {
            throw new StreamRefusedException("it is a folder; its recordings are opened one by one", Retry.NEVER);
        }
        if (!Files.exists(path)) {
            throw new StreamRefusedException("no such file", Retry.SLOWLY);
        }
        if (Files.isRegularFile(path)) {
            return stream(decoder.open(path, request.decode()), true, cancellation);
        }
        return piped(new PipeInputStream(path), false, request, cancellation);
    }

    LiveStream openStandardInput(StreamRequest request, Cancellation cancellation) throws IOException {
        return piped(System.in, true, request, cancellation);
    }

    LiveStream openMicrophone(StreamRequest request, Cancellation cancellation) throws IOException {
        TargetDataLine line = Microphones.open(request.address().address().path());
        return piped(new LineInputStream(line), false, request, cancellation);
    }

    /** The path that an address is. */
    static Path path(String text) throws StreamRefusedException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new StreamRefusedException("the address is no path: " + e.getReason(), Retry.NEVER);
        }
    }

    private LiveStream piped(InputStream in, boolean finite, StreamRequest request, Cancellation cancellation)
            throws IOException {
        cancellation.add(() -> closed(in));
        DecodedAudio audio = finite
                ? decoder.openRecording(in, request.name(), request.decode())
                : decoder.open(in, request.name(), request.decode());
        return stream(audio, finite, cancellation);
    }

    private static void closed(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            // What is being ended has no more to say.
            return;
        }
    }

    private static LiveStream stream(DecodedAudio audio, boolean finite, Cancellation cancellation) {
        return new DecodedLiveStream(audio, () -> "", finite, cancellation::cancel, message -> message);
    }
}
