package io.earshot.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The word pieces that a text encoder knows, and their ids. */
public final class Vocabulary {
    /** Id that {@link #id} gives for a piece that is not there. */
    public static final int ABSENT = -1;

    private final Map<String, Integer> idByPiece;
    private final int classId;
    private final int separatorId;
    private final int unknownId;

    private Vocabulary(Map<String, Integer> idByPiece) {
        this.idByPiece = idByPiece;
        this.classId = require("[CLS]");
        this.separatorId = require("[SEP]");
        this.unknownId = require("[UNK]");
    }

    /** @throws IllegalArgumentException if a special token is missing */
    public static Vocabulary of(Map<String, Integer> idByPiece) {
        return new Vocabulary(Map.copyOf(idByPiece));
    }

    /**
     * Reads the file {@code tokenizer.json} of a WordPiece tokenizer.
     *
     * @param tokenizerJson Not modified.
     * @throws IllegalArgumentException if it holds no WordPiece vocabulary
     */
    public static Vocabulary read(byte[] tokenizerJson) {
        JsonNode pieces = parse("tokenizer", tokenizerJson).path("model").path("vocab");
        if (!pieces.isObject()) {
            throw new IllegalArgumentException("tokenizer has no object model.vocab");
        }
        return of(ids(pieces));
    }

    /** Id of a piece (continuations start with {@code ##}), or {@link #ABSENT}. */
    public int id(String piece) {
        return idByPiece.getOrDefault(piece, ABSENT);
    }

    /** Id of {@code [CLS]}, the first token of every text. */
    public int classId() {
        return classId;
    }

    /** Id of {@code [SEP]}, the last token of every text. */
    public int separatorId() {
        return separatorId;
    }

    /** Id of {@code [UNK]}, which stands for a word that cannot be put together from pieces. */
    public int unknownId() {
        return unknownId;
    }

    /** Number of pieces. */
    public int size() {
        return idByPiece.size();
    }

    /** @throws IllegalArgumentException if it is not JSON; the message begins with the name */
    static JsonNode parse(String name, byte[] json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(name + " is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ids of an object of pieces. */
    static Map<String, Integer> ids(JsonNode pieces) {
        Map<String, Integer> ids = new HashMap<>();
        for (Map.Entry<String, JsonNode> piece : pieces.properties()) {
            if (!piece.getValue().isInt()) {
                throw new IllegalArgumentException("id of piece " + piece.getKey() + " is " + piece.getValue());
            }
            ids.put(piece.getKey(), piece.getValue().intValue());
        }
        return ids;
    }

    private int require(String piece) {
        int id = id(piece);
        if (id == ABSENT) {
            throw new IllegalArgumentException("vocabulary of " + idByPiece.size() + " pieces lacks " + piece);
        }
        return id;
    }
}
