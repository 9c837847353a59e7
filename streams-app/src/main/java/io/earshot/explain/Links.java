package io.earshot.explain;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Addresses of the API in messages.
 *
 * @param publicUrl under which people reach the service; empty if nobody said: then there are only paths
 */
public record Links(Optional<URI> publicUrl) {
    /** @throws IllegalArgumentException if it is no address of the Web */
    public static Links of(String publicUrl) {
        if (publicUrl.isEmpty()) {
            return new Links(Optional.empty());
        }
        URI url = URI.create(publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl);
        boolean isWeb = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!isWeb || url.getHost() == null || url.getQuery() != null || url.getFragment() != null) {
            throw new IllegalArgumentException("not an address of the form https://host/path: " + publicUrl);
        }
        return new Links(Optional.of(url));
    }

    /** The path of an event's sound, for answers of the API itself. */
    public static String audioPath(String eventId) {
        return path(eventId, "audio.wav");
    }

    /** The path of an event. */
    public static String path(String eventId) {
        return "/api/events/"
                + URLEncoder.encode(eventId, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The path of a part of an event. */
    public static String path(String eventId, String part) {
        return path(eventId) + "/" + part;
    }

    /** The address of an event's sound; empty if nobody said where people reach the service. */
    public Optional<String> audio(String eventId) {
        return publicUrl.map(url -> url + audioPath(eventId));
    }
}
