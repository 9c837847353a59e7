package io.earshot.stream;

import io.earshot.audio.InvalidAudioException;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** Failures whose messages hold no secrets. Their causes are left out: they could. */
final class Redacted {
    private Redacted() {}

    static IOException of(IOException failure, UnaryOperator<String> redaction) {
        String message = redaction.apply(failure.getMessage());
        return failure instanceof StreamRefusedException refused
                ? new StreamRefusedException(message, refused.retry())
                : new IOException(message);
    }

    static InvalidAudioException of(InvalidAudioException failure, UnaryOperator<String> redaction) {
        return new InvalidAudioException(redaction.apply(failure.getMessage()));
    }
}
