package io.earshot.evaluate;

import io.earshot.audio.InvalidAudioException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What became of a clip: a value, or the reason why it was skipped.
 *
 * @param <T> the value
 */
public record ClipResult<T>(Optional<T> value, Optional<SkippedClip> skip) {
    /** Makes a value of a clip's audio. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(LabelledClip clip) throws IOException;
    }

    /** Skips the clip if it cannot be read. */
    public static <T> ClipResult<T> of(LabelledClip clip, Reader<T> reader) {
        try {
            return new ClipResult<>(Optional.of(reader.read(clip)), Optional.empty());
        } catch (InvalidAudioException | IOException e) {
            return new ClipResult<>(Optional.empty(), Optional.of(SkippedClip.of(clip, e)));
        }
    }

    public void handle(Consumer<T> used, Consumer<SkippedClip> skipped) {
        value.ifPresent(used);
        skip.ifPresent(skipped);
    }
}
