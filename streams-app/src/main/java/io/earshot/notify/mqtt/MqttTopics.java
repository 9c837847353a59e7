package io.earshot.notify.mqtt;

import io.earshot.decide.Event;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The names of topics. Ids may hold any characters; those that mean something in topics are written as '%' and two digits, so
 * that no two ids share a topic.
 *
 * @param prefix before all of them, without a slash at its end
 * @param discovery before those of Home Assistant's descriptions
 */
record MqttTopics(String prefix, String discovery) {
    /** Where it is retained whether an Earshot is connected. */
    String availability() {
        return prefix + "/status";
    }

    /** Where tests are told. */
    String test() {
        return prefix + "/test";
    }

    /** Where events are told. */
    String events(Event event) {
        return prefix + "/events/" + escaped(event.sourceId()) + "/" + escaped(event.queryId());
    }

    /** Where it is retained whether a sound lasts. */
    String state(Event event) {
        return prefix + "/state/" + escaped(event.queryId()) + "/" + escaped(event.sourceId());
    }

    /** Where Home Assistant finds the description of a sound in a source. */
    String config(Event event) {
        return discovery + "/binary_sensor/" + uniqueId(event) + "/config";
    }

    /** Names a sound in a source, in the letters that Home Assistant takes. */
    String uniqueId(Event event) {
        return "earshot_" + word(event.sourceId()) + "_" + word(event.queryId());
    }

    /** Names a source, likewise. */
    String deviceId(Event event) {
        return "earshot_" + word(event.sourceId());
    }

    static String escaped(String id) {
        StringBuilder escaped = new StringBuilder();
        id.codePoints().forEach(c -> {
            if ("/+#%$".indexOf(c) >= 0 || Character.isISOControl(c) || !isWritable(c)) {
                escaped.append(String.format("%%%02X", c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    /** MQTT refuses half of a pair of surrogates, and advises against what is no character. */
    private static boolean isWritable(int c) {
        return !(c >= 0xD800 && c <= 0xDFFF) && (c & 0xFFFE) != 0xFFFE && !(c >= 0xFDD0 && c <= 0xFDEF);
    }

    private static String word(String id) {
        String word = id.replaceAll("[^a-zA-Z0-9-]", "-");
        return word.equals(id) ? word : word + "-" + digest(id);
    }

    private static String digest(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
