package io.earshot.notify;

import io.earshot.source.SecretReferences;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether a receiver can be kept where others read it. */
public final class ReceiverCheck {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final int MOST_CHARS = 2_000;
    private static final int MOST_TEXT_CHARS = 64_000;
    private static final int MOST_OPTIONS = 50;
    private static final int MOST_PATTERNS = 100;

    /** Options that are secrets by their names. */
    private static final Pattern SECRET =
            Pattern.compile(".*(authorization|cookie|token|secret|password|api-?key).*", Pattern.CASE_INSENSITIVE);

    /** The addresses of these let whoever has them write to the room. */
    private static final Set<ReceiverKind> SECRET_ADDRESSES =
            Set.of(ReceiverKind.SLACK, ReceiverKind.DISCORD, ReceiverKind.TEAMS);

    private static final Pattern USER = Pattern.compile("^[a-z0-9+.-]+://([^/?#]*)@.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern HARMLESS_LITERAL = Pattern.compile("(?i)^(basic|bearer) +");

    private ReceiverCheck() {}

    /**
     * Requires that it holds no secret, and nothing that could not be kept.
     *
     * @throws IllegalArgumentException with one line that holds no secret
     */
    public static void requireKeepable(Receiver receiver) {
        if (!ID.matcher(receiver.id()).matches()) {
            throw new IllegalArgumentException("an id has 1 to 100 letters, digits, '.', '_' and '-'");
        }
        if (receiver.address().isBlank() || receiver.address().length() > MOST_CHARS) {
            throw new IllegalArgumentException("a receiver needs an address, of at most " + MOST_CHARS + " characters");
        }
        requireScheme(receiver);
        requireFew(receiver);
        requireReferences(receiver);
        RetryPolicy.DEFAULT.with(receiver.options());
    }

    /** An address that is a reference is known only where it is used. */
    private static void requireScheme(Receiver receiver) {
        List<String> schemes = switch (receiver.kind()) {
            case MQTT -> List.of("mqtt://", "mqtts://");
            case MAIL -> List.of("smtp://", "smtps://");
            default -> List.of("http://", "https://");
        };
        String address = receiver.address().toLowerCase(Locale.ROOT);
        if (!address.startsWith("${") && schemes.stream().noneMatch(address::startsWith)) {
            throw new IllegalArgumentException(
                    "the address of a receiver of this kind begins with " + String.join(" or ", schemes));
        }
    }

    private static void requireFew(Receiver receiver) {
        if (receiver.options().size() > MOST_OPTIONS
                || receiver.route().sources().size() > MOST_PATTERNS
                || receiver.route().queries().size() > MOST_PATTERNS
                || receiver.route().labels().size() > MOST_PATTERNS) {
            throw new IllegalArgumentException("a receiver has at most " + MOST_OPTIONS + " options and "
                    + MOST_PATTERNS + " sources, queries and labels");
        }
        long chars = Stream.of(receiver.options(), receiver.route().labels())
                        .flatMap(texts -> texts.entrySet().stream())
                        .mapToLong(
                                text -> text.getKey().length() + text.getValue().length())
                        .sum()
                + Stream.concat(receiver.route().sources().stream(), receiver.route().queries().stream())
                        .mapToLong(String::length)
                        .sum();
        if (chars > MOST_TEXT_CHARS) {
            throw new IllegalArgumentException("the options, sources, queries and labels of a receiver have " + chars
                    + " characters; at most " + MOST_TEXT_CHARS + " are taken");
        }
    }

    private static void requireReferences(Receiver receiver) {
        var user = USER.matcher(receiver.address());
        if (user.matches() && !areReferences(user.group(1))) {
            throw new IllegalArgumentException("the address holds a user or password;" + write());
        }
        if (SECRET_ADDRESSES.contains(receiver.kind()) && !receiver.address().contains("${")) {
            throw new IllegalArgumentException("the address of a "
                    + receiver.kind().name().toLowerCase(Locale.ROOT)
                    + " room is a secret itself;" + write());
        }
        for (Map.Entry<String, String> option : receiver.options().entrySet()) {
            String value = HARMLESS_LITERAL.matcher(option.getValue()).replaceFirst("");
            if (SECRET.matcher(option.getKey()).matches() && !SecretReferences.areAll(value)) {
                throw new IllegalArgumentException("option " + option.getKey() + " holds a secret;" + write());
            }
        }
    }

    private static boolean areReferences(String userInfo) {
        return SecretReferences.areAll(userInfo)
                || Arrays.stream(userInfo.split(":(?![^{]*})", 2)).skip(1).allMatch(SecretReferences::areAll);
    }

    private static String write() {
        return " others could read it; write a reference in its place, ${env:NOTIFY_NAME} or ${file:PATH}";
    }
}
