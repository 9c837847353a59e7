package io.earshot.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The pieces of a byte-level byte-pair vocabulary, their ids, and the order in which pairs of pieces are merged. */
public final class BytePairVocabulary {
    /** Rank of a pair that is not merged. */
    static final int NEVER = Integer.MAX_VALUE;

    private static final String FIRST = "<s>";
    private static final String LAST = "</s>";

    private final Map<String, Integer> idByPiece;
    private final Map<Pair, Integer> rankByPair;
    private final int firstId;
    private final int lastId;

    /** Two neighbouring pieces. */
    private record Pair(String left, String right) {}

    private BytePairVocabulary(Map<String, Integer> idByPiece, Map<Pair, Integer> rankByPair) {
        this.idByPiece = idByPiece;
        this.rankByPair = rankByPair;
        this.firstId = id(FIRST);
        this.lastId = id(LAST);
        for (int b = 0; b < 256; b++) {
            id(String.valueOf(ByteAlphabet.character(b)));
        }
    }

    /**
     * Reads the files {@code vocab.json} and {@code merges.txt} of a RoBERTa or GPT-2 tokenizer.
     *
     * @param vocabJson an object of pieces and their ids. Not modified.
     * @param mergesText two pieces a line, first those that are merged first. Not modified.
     * @throws IllegalArgumentException if a byte, a special token or a merged piece has no id, or a line is no pair
     */
    public static BytePairVocabulary read(byte[] vocabJson, byte[] mergesText) {
        JsonNode pieces = Vocabulary.parse("vocabulary", vocabJson);
        if (!pieces.isObject()) {
            throw new IllegalArgumentException("vocabulary is not a JSON object");
        }
        Map<String, Integer> ids = Vocabulary.ids(pieces);
        Map<Pair, Integer> ranks = new HashMap<>();
        for (String line : new String(mergesText, StandardCharsets.UTF_8).split("\r?\n", -1)) {
            if (!line.isEmpty() && !line.startsWith("#version")) {
                ranks.putIfAbsent(pair(line, ids), ranks.size());
            }
        }
        return new BytePairVocabulary(Map.copyOf(ids), Map.copyOf(ranks));
    }

    /** Id of a piece that is there. */
    int id(String piece) {
        Integer id = idByPiece.get(piece);
        if (id == null) {
            throw new IllegalArgumentException("vocabulary of " + idByPiece.size() + " pieces lacks " + piece);
        }
        return id;
    }

    /** When two neighbouring pieces are merged: the lowest rank first; {@link #NEVER} if they are not. */
    int rank(String left, String right) {
        return rankByPair.getOrDefault(new Pair(left, right), NEVER);
    }

    /** Id of {@code <s>}, the first token of every text. */
    public int firstId() {
        return firstId;
    }

    /** Id of {@code </s>}, the last token of every text. */
    public int lastId() {
        return lastId;
    }

    /** Number of pieces. */
    public int size() {
        return idByPiece.size();
    }

    private static Pair pair(String line, Map<String, Integer> ids) {
        int space = line.indexOf(' ');
        if (space < 1 || space != line.lastIndexOf(' ') || space == line.length() - 1) {
            throw new IllegalArgumentException("merges have the line \"" + line + "\", which is not two pieces");
        }
        Pair pair = new Pair(line.substring(0, space), line.substring(space + 1));
        if (!ids.containsKey(pair.left() + pair.right())) {
            throw new IllegalArgumentException(
                    "vocabulary lacks " + pair.left() + pair.right() + ", which merges make");
        }
        return pair;
    }
}
