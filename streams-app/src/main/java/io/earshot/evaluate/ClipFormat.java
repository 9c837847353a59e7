package io.earshot.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How a folder says which clips it has and what can be heard in them. */
public enum ClipFormat {
    /** A file {@code clips.csv} with the columns {@code file,label}; see {@link ClipTable}. */
    CSV(TextSharing.SHARED) {
        @Override
        List<LabelledClip> list(Path folder, Optional<String> split) throws IOException {
            return ClipTable.read(folder, split);
        }
    },
    /** Clotho as published; see {@link ClothoFolder}. */
    CLOTHO(TextSharing.OWN) {
        @Override
        List<LabelledClip> list(Path folder, Optional<String> split) throws IOException {
            return ClothoFolder.read(folder, split.orElse(ClothoFolder.EVALUATION));
        }
    },
    /** AudioCaps as published; see {@link AudioCapsFolder}. */
    AUDIOCAPS(TextSharing.OWN) {
        @Override
        List<LabelledClip> list(Path folder, Optional<String> split) throws IOException {
            return AudioCapsFolder.read(folder, split.orElse(AudioCapsFolder.TEST));
        }
    };

    private final TextSharing sharing;

    ClipFormat(TextSharing sharing) {
        this.sharing = sharing;
    }

    /** Whether clips with the same words have the same text. */
    public TextSharing sharing() {
        return sharing;
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

    abstract List<LabelledClip> list(Path folder, Optional<String> split) throws IOException;
}
