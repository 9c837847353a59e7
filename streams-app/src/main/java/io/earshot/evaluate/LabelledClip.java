package io.earshot.evaluate;

import java.nio.file.Path;
import java.util.List;

/**
 * A stretch of a file and the texts that are right for it.
 *
 * @param name what messages call it
 * @param file of any format
 * @param startSeconds where in the file it begins
 * @param lengthSeconds greater than 0; {@link #TO_THE_END} if it is all that follows
 * @param texts at least one
 */
public record LabelledClip(String name, Path file, double startSeconds, double lengthSeconds, List<String> texts) {
    public static final double TO_THE_END = Double.POSITIVE_INFINITY;

    public LabelledClip {
        texts = List.copyOf(texts);
    }

    /** Another stretch of the same file, with the same texts. */
    public LabelledClip stretch(double fromSeconds, double seconds) {
        return new LabelledClip(name, file, fromSeconds, seconds, texts);
    }

    /** A whole file. */
    static LabelledClip whole(String name, Path file, List<String> texts) {
        return new LabelledClip(name, file, 0, TO_THE_END, texts);
    }
}
