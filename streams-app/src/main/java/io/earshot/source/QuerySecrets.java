package io.earshot.source;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What of a URL's query may be shown, and what may be kept. */
final class QuerySecrets {
    /** Parameters whose values are a password whatever they look like. */
    private static final Set<String> PASSWORDS =
            Set.of("password", "passwd", "pass", "pwd", "pw", "passphrase", "secret", "apikey", "api_key");

    /** Parameters of SRT, UDP and RTP that are no secrets. */
    private static final Set<String> HARMLESS = Set.of(
            "mode",
            "latency",
            "transport",
            "pkt_size",
            "pbkeylen",
            "timeout",
            "connect_timeout",
            "localaddr",
            "localport",
            "sources",
            "ttl",
            "buffer_size",
            "fifo_size",
            "reuse");

    /** Shorter values are no tokens, and would blot out other words of a message. */
    private static final int LEAST_TOKEN_CHARS = 6;

    private QuerySecrets() {}

    static boolean holdsPassword(String query) {
        return Arrays.stream(query.split("&", -1))
                .filter(part -> PASSWORDS.contains(name(part).toLowerCase(Locale.ROOT)))
                .anyMatch(part -> !MaskedReferences.areAll(value(part)));
    }

    /** Values that may be tokens, as they stand there. */
    static List<String> literals(String query) {
        return Arrays.stream(query.split("&", -1))
                .filter(part -> !HARMLESS.contains(name(part)))
                .map(part -> part.indexOf('=') < 0 ? part : value(part))
                .filter(value -> value.length() >= LEAST_TOKEN_CHARS && !MaskedReferences.areAll(value))
                .toList();
    }

    static String hidden(String query) {
        return Arrays.stream(query.split("&", -1)).map(QuerySecrets::hiddenPart).collect(Collectors.joining("&"));
    }

    private static String hiddenPart(String part) {
        if (part.indexOf('=') < 0) {
            return MaskedReferences.hidden(part);
        }
        String name = name(part);
        String value = value(part);
        return name + "=" + (HARMLESS.contains(name) ? value : MaskedReferences.hidden(value));
    }

    private static String name(String part) {
        int equals = part.indexOf('=');
        return equals < 0 ? part : part.substring(0, equals);
    }

    private static String value(String part) {
        int equals = part.indexOf('=');
        return equals < 0 ? "" : part.substring(equals + 1);
    }
}
