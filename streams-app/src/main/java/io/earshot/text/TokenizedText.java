package io.earshot.text;

import java.util.List;

/**
 * A text as the text encoder reads it.
 *
 * @param ids with the first and last special token, read-only
 * @param truncated whether the text had more tokens than fit
 */
public record TokenizedText(long[] ids, boolean truncated) {
    /** As many of the pieces as fit between the first and the last special token. */
    static TokenizedText between(int first, List<Integer> pieces, int last, int maxTokens) {
        int kept = Math.min(pieces.size(), maxTokens - 2);
        long[] ids = new long[kept + 2];
        ids[0] = first;
        for (int i = 0; i < kept; i++) {
            ids[i + 1] = pieces.get(i);
        }
        ids[kept + 1] = last;
        return new TokenizedText(ids, kept < pieces.size());
    }
}
