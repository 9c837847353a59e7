package io.earshot.stream;

import io.earshot.audio.InvalidAudioException;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** Failures whose messages hold no secrets. Their causes are left out: they could. */
final class Redacted {
    private Redacted() {}

    /** A part of a stream's work. */
    @FunctionalInterface
    interface Work {
        int run() throws IOException;
    }

    /** The result of work whose failures are redacted. */
    static int run(Work work, UnaryOperator<String> redaction) throws IOException {
        try {
            return work.run();
        } catch (InvalidAudioException e) {
            throw new InvalidAudioException(redaction.apply(e.getMessage()));
        } catch (IOException e) {
            throw of(e, redaction);
        }
    }

    static IOException of(IOException failure, UnaryOperator<String> redaction) {
        String message = redaction.apply(failure.getMessage());
        return failure instanceof StreamRefusedException refused
                ? new StreamRefusedException(message, refused.retry())
                : new IOException(message);
    }
}
