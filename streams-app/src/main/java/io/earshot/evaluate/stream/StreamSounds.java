package io.earshot.evaluate.stream;

import io.earshot.evaluate.ClipFormat;
import io.earshot.evaluate.LabelledClip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The sounds that streams are made of.
 *
 * @param foreground to plant; a clip's first text is the query that must find it
 * @param background to plant them in
 */
public record StreamSounds(List<LabelledClip> foreground, List<LabelledClip> background) {
    /**
     * Reads the list of each folder, {@code clips.csv} with the columns {@code file,label}.
     *
     * @throws io.earshot.evaluate.InvalidClipListException if there is no list, or it cannot be read or holds no clip
     */
    public static StreamSounds read(Path foreground, Path background) throws IOException {
        return new StreamSounds(
                ClipFormat.CSV.read(foreground, Optional.empty()), ClipFormat.CSV.read(background, Optional.empty()));
    }
}
