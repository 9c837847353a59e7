package io.earshot.source;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How a source is opened, of its options; references to secrets are references still.
 *
 * @param headers that HTTP requests carry besides their own, by name
 * @param overUdp whether RTSP's audio comes in datagrams; else over its connection
 */
public record OpenOptions(Map<String, String> headers, boolean overUdp) {
    /** Begins the name of an option that is a header: {@code header.Authorization}. */
    public static final String HEADER = "header.";

    /** The option that chooses how RTSP's audio comes: {@code tcp} (the default) or {@code udp}. */
    public static final String RTSP_TRANSPORT = "rtsp.transport";

    /** The option below which level a source counts as quiet, dB relative to full scale. */
    public static final String QUIET_DBFS = "quiet.dbfs";

    private static final double LEAST_DBFS = -120;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

    private static final Pattern LEVEL = Pattern.compile("-\\d{1,3}(\\.\\d{1,6})?|-?0(\\.0*)?");

    private static final Pattern SECRET =
            Pattern.compile(".*(authorization|cookie|token|secret|password|api-?key).*", Pattern.CASE_INSENSITIVE);

    /** Headers that Earshot writes itself, and that would change what comes. */
    private static final Set<String> OWN = Set.of(
            "host", "connection", "content-length", "transfer-encoding", "icy-metadata", "accept-encoding", "range");

    public OpenOptions {
        headers = Map.copyOf(headers);
    }

    /**
     * Those among the options of a source; others are left to others.
     *
     * @throws IllegalArgumentException if one cannot be read; the message names it and not its value
     */
    public static OpenOptions of(Map<String, String> options) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        options.forEach((key, value) -> {
            if (key.startsWith(HEADER)) {
                headers.put(headerName(key), headerValue(key, value));
            }
        });
        String transport = options.getOrDefault(RTSP_TRANSPORT, "tcp").toLowerCase(Locale.ROOT);
        if (!transport.equals("tcp") && !transport.equals("udp")) {
            throw new IllegalArgumentException("option " + RTSP_TRANSPORT + " is neither tcp nor udp");
        }
        quietDbfs(options);
        return new OpenOptions(headers, transport.equals("udp"));
    }

    /**
     * Below which level a source counts as quiet.
     *
     * @return dB relative to full scale; empty: nobody said
     * @throws IllegalArgumentException if it is no level
     */
    public static OptionalDouble quietDbfs(Map<String, String> options) {
        String written = options.get(QUIET_DBFS);
        if (written == null) {
            return OptionalDouble.empty();
        }
        if (!LEVEL.matcher(written.strip()).matches() || Double.parseDouble(written) < LEAST_DBFS) {
            throw new IllegalArgumentException(
                    "option " + QUIET_DBFS + " is no level from -120 to 0 dBFS, such as -50");
        }
        return OptionalDouble.of(Double.parseDouble(written));
    }

    /** A value as it may be shown: what a header holds that is a secret by its name is not. */
    static String shown(String key, String value) {
        boolean isSecret = key.startsWith(HEADER)
                && SECRET.matcher(key.substring(HEADER.length())).matches()
                && !MaskedReferences.areAll(withoutScheme(value));
        return isSecret ? MaskedReferences.hidden(value) : value;
    }

    private static String withoutScheme(String value) {
        return value.replaceFirst("(?i)^(basic|bearer|token|digest) +", "");
    }

    /** Whether an option's name is one that is read here. */
    public static boolean isOne(String key) {
        return key.startsWith(HEADER) || key.equals(RTSP_TRANSPORT);
    }

    /** @throws IllegalArgumentException if a header that is a secret by its name holds more than references to secrets */
    public void requireNoPassword() {
        headers.forEach((name, value) -> {
            if (SECRET.matcher(name).matches() && !MaskedReferences.areAll(withoutScheme(value))) {
                throw new IllegalArgumentException(
                        "option " + HEADER + name + " holds a secret, which others could read;"
                                + " write a reference in its place, ${env:NAME} or ${file:PATH}");
            }
        });
    }

    private static String headerName(String key) {
        String name = key.substring(HEADER.length());
        if (!NAME.matcher(name).matches() || OWN.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("option " + key + " names no header that can be set");
        }
        return name;
    }

    private static String headerValue(String key, String value) {
        if (value.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
            throw new IllegalArgumentException("option " + key + " holds characters that a header cannot");
        }
        return value;
    }
}
