package io.earshot.evidence.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names the evidence of an event. Both parts are safe in paths, in keys and on file systems that do not tell cases apart,
 * whatever the ids hold: an id that is not plain stands there as a digest.
 *
 * @param query part of the query
 * @param event part of the event
 */
public record SetName(String query, String event) {
    private static final Pattern PLAIN_QUERY = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?");
    private static final Pattern PLAIN_EVENT = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern DIGEST = Pattern.compile("_[0-9a-f]{32}");

    /** @throws IllegalArgumentException if a part is not one of ours */
    public SetName {
        if (!isOurs(query, PLAIN_QUERY) || !isOurs(event, PLAIN_EVENT)) {
            throw new IllegalArgumentException("not a name of evidence: " + query + "/" + event);
        }
    }

    /** The name of an event of a query. */
    public static SetName of(String queryId, String eventId) {
        return new SetName(queryPart(queryId), eventPart(eventId));
    }

    /** The part of a query. */
    public static String queryPart(String queryId) {
        return PLAIN_QUERY.matcher(queryId).matches() ? queryId : digest(queryId);
    }

    /** The part of an event. */
    public static String eventPart(String eventId) {
        return PLAIN_EVENT.matcher(eventId).matches() ? eventId : digest(eventId);
    }

    /** The name of two parts, if they are ours. */
    static Optional<SetName> ofParts(String query, String event) {
        return isQuery(query) && isOurs(event, PLAIN_EVENT) ? Optional.of(new SetName(query, event)) : Optional.empty();
    }

    static boolean isQuery(String part) {
        return isOurs(part, PLAIN_QUERY);
    }

    /** {@code QUERY/EVENT}. */
    String path() {
        return query + "/" + event;
    }

    private static boolean isOurs(String part, Pattern plain) {
        return plain.matcher(part).matches() || DIGEST.matcher(part).matches();
    }

    private static String digest(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return "_" + HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
