package io.earshot.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.query.QueryDraft;
import io.earshot.query.QueryJson;
import io.earshot.wire.QueryRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Files of queries: JSON objects one after the other, or in a list. */
final class QueryFile {
    private QueryFile() {}

    /**
     * All queries of a file.
     *
     * @param name {@code -}: standard input
     * @throws WrongUseException if one is wrong; the message names it
     * @throws IOException if the file cannot be read
     */
    static List<QueryRecord> read(String name, InputStream standardInput) throws IOException {
        List<QueryRecord> records = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        try (InputStream in = name.equals("-") ? standardInput : Files.newInputStream(Path.of(name));
                MappingIterator<JsonNode> found =
                        new ObjectMapper().readerFor(JsonNode.class).readValues(in)) {
            while (found.hasNextValue()) {
                String place = name + ", query " + (records.size() + 1);
                QueryRecord record = read(found.nextValue(), place);
                if (!ids.add(record.id())) {
                    throw new WrongUseException(place + ": the id " + Printed.of(record.id()) + " is there twice");
                }
                records.add(record);
            }
        } catch (JsonProcessingException e) {
            throw new WrongUseException(
                    name + ", query " + (records.size() + 1) + ": no JSON: " + e.getOriginalMessage());
        }
        if (records.isEmpty()) {
            throw new WrongUseException(name + " holds no queries");
        }
        return records;
    }

    /**
     * The changes of one query, a JSON object.
     *
     * @param id of the query
     * @param name {@code -}: standard input
     * @throws WrongUseException if they are wrong, or those of another query
     * @throws IOException if the file cannot be read
     */
    static QueryDraft changes(String name, String id, InputStream standardInput) throws IOException {
        try (InputStream in = name.equals("-") ? standardInput : Files.newInputStream(Path.of(name))) {
            JsonNode json = new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(in);
            QueryDraft draft = QueryJson.read(json);
            if (draft.id().filter(named -> !named.equals(id)).isPresent()) {
                throw new WrongUseException(
                        name + " is of query " + Printed.of(draft.id().get()));
            }
            return draft;
        } catch (JsonProcessingException e) {
            throw new WrongUseException(name + " is no JSON object: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(name + ": " + Printed.of(e.getMessage()));
        }
    }

    private static QueryRecord read(JsonNode json, String place) {
        try {
            QueryDraft draft = QueryJson.read(json);
            QueryRecord record =
                    QueryRecord.of(draft.query(draft.text().map(Ids::ofText).orElse("")));
            return record.withEnabled(draft.enabled().orElse(true));
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(place + ": " + Printed.of(e.getMessage()));
        }
    }
}
