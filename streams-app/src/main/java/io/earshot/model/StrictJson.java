package io.earshot.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** An object of a JSON file whose keys must be there and of the right type; errors name file and key. */
final class StrictJson {
    private static final int MOST_OF_A_VALUE = 80;
    private static final String THE_FILE = "the file";

    private final String file;
    private final String path;
    private final JsonNode node;

    private StrictJson(String file, String path, JsonNode node) {
        this.file = file;
        this.path = path;
        this.node = node;
    }

    /** @throws InvalidModelException if the bytes are not one JSON object */
    static StrictJson parse(String file, byte[] bytes) {
        return object(file, "", root(file, bytes));
    }

    /** @throws InvalidModelException if the bytes are not one JSON list of objects */
    static List<StrictJson> parseList(String file, byte[] bytes) {
        JsonNode root = root(file, bytes);
        if (!root.isArray()) {
            throw new InvalidModelException(file, THE_FILE, "a JSON list", shorten(root.toString()));
        }
        List<StrictJson> objects = new ArrayList<>();
        for (JsonNode element : root) {
            objects.add(object(file, "[" + objects.size() + "].", element));
        }
        return objects;
    }

    private static StrictJson object(String file, String path, JsonNode node) {
        if (!node.isObject()) {
            throw new InvalidModelException(file, THE_FILE, "a JSON object", shorten(node.toString()));
        }
        return new StrictJson(file, path, node);
    }

    private static JsonNode root(String file, byte[] bytes) {
        try {
            return new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new InvalidModelException(file, THE_FILE, "JSON", e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new InvalidModelException(file, THE_FILE, "JSON", String.valueOf(e.getMessage()), e);
        }
    }

    boolean has(String key) {
        return node.has(key);
    }

    List<String> keys() {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    StrictJson object(String key) {
        return new StrictJson(file, path + key + ".", value(key, "an object", JsonNode::isObject));
    }

    /** The value as JSON text, whatever it is; an empty object if there is none. */
    String raw(String key) {
        return node.has(key) ? node.get(key).toString() : "{}";
    }

    String text(String key) {
        return value(key, "a text that is not blank", StrictJson::isWords).textValue();
    }

    int integer(String key, int least) {
        return value(key, "an integer of at least " + least, v -> v.isInt() && v.intValue() >= least)
                .intValue();
    }

    long longInteger(String key, long least) {
        return value(key, "an integer of at least " + least, v -> v.isIntegralNumber() && v.longValue() >= least)
                .longValue();
    }

    double number(String key, double least, double most) {
        return value(
                        key,
                        "a number in [" + least + ", " + most + "]",
                        v -> v.isNumber() && v.doubleValue() >= least && v.doubleValue() <= most)
                .doubleValue();
    }

    double number(String key) {
        return number(key, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    List<String> texts(String key) {
        JsonNode list = value(key, "a list of texts", v -> v.isArray() && v.size() > 0);
        List<String> texts = new ArrayList<>();
        for (JsonNode text : list) {
            if (!isWords(text)) {
                throw invalid(key, "a list of texts", text.toString());
            }
            texts.add(text.textValue());
        }
        return List.copyOf(texts);
    }

    long[] longs(String key) {
        JsonNode list = value(key, "a list of integers", JsonNode::isArray);
        long[] longs = new long[list.size()];
        for (int i = 0; i < longs.length; i++) {
            if (!list.get(i).isIntegralNumber()) {
                throw invalid(key, "a list of integers", list.get(i).toString());
            }
            longs[i] = list.get(i).longValue();
        }
        return longs;
    }

    float[] numbers(String key, int length) {
        return numbers(key, value(key, "a list of " + length + " numbers", v -> isList(v, length)), length);
    }

    /** {@code [rows x columns]} flat. */
    float[] matrix(String key, int rows, int columns) {
        String expected = "a list of " + rows + " lists of " + columns + " numbers";
        JsonNode list = value(key, expected, v -> isList(v, rows));
        float[] matrix = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            if (!isList(list.get(row), columns)) {
                throw invalid(key, expected, "row " + row + " " + list.get(row));
            }
            System.arraycopy(numbers(key, list.get(row), columns), 0, matrix, row * columns, columns);
        }
        return matrix;
    }

    InvalidModelException invalid(String key, String expected, String found) {
        return new InvalidModelException(file, path + key, expected, shorten(found));
    }

    private float[] numbers(String key, JsonNode list, int length) {
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = list.get(i).floatValue();
            if (!list.get(i).isNumber() || !Float.isFinite(numbers[i])) {
                throw invalid(key, "numbers", list.get(i).toString());
            }
        }
        return numbers;
    }

    private JsonNode value(String key, String expected, Predicate<JsonNode> fits) {
        JsonNode value = node.get(key);
        if (value == null) {
            throw invalid(key, expected, "nothing");
        }
        if (!fits.test(value)) {
            throw invalid(key, expected, value.toString());
        }
        return value;
    }

    private static boolean isWords(JsonNode value) {
        return value.isTextual() && !value.textValue().isBlank();
    }

    private static boolean isList(JsonNode value, int size) {
        return value.isArray() && value.size() == size;
    }

    private static String shorten(String value) {
        return value.length() <= MOST_OF_A_VALUE ? value : value.substring(0, MOST_OF_A_VALUE) + "...";
    }
}
