package io.earshot.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How a folder lists its clips and what can be heard in them. */
public enum ClipFormat {
    /** A file {@code clips.csv} with the columns {@code file,label}; see {@link ClipTable}. */
    CSV,
    /** Clotho as published; see {@link PublishedFolder}. */
    CLOTHO,
    /** AudioCaps as published; see {@link PublishedFolder}. */
    AUDIOCAPS;

    /** Whether a text is right for every clip that has the same words: class names are, captions are not. */
    public boolean sharesTexts() {
        return this == CSV;
    }

    /**
     * The clips, in the order in which the list first names them.
     *
     * @param split the part to take; empty: all of {@code clips.csv}, or the part that others are measured on
     * @throws InvalidClipListException if there is no list, or it cannot be read or holds no clip
     */
    public List<LabelledClip> read(Path folder, Optional<String> split) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new InvalidClipListException(folder + ": no such folder");
        }
        List<LabelledClip> clips = list(folder, split);
        if (clips.isEmpty()) {
            throw new InvalidClipListException(folder + ": its list has no clips");
        }
        return clips;
    }

    private List<LabelledClip> list(Path folder, Optional<String> split) throws IOException {
        return switch (this) {
            case CSV -> ClipTable.read(folder, split);
            case CLOTHO -> PublishedFolder.clotho(folder, split.orElse(PublishedFolder.CLOTHO_EVALUATION));
            case AUDIOCAPS -> PublishedFolder.audioCaps(folder, split.orElse(PublishedFolder.AUDIOCAPS_TEST));
        };
    }
}
