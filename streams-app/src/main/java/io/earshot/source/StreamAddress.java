package io.earshot.source;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a source, in its parts, as it was written: secrets are references still.
 *
 * @param protocol how its audio comes
 * @param userInfo what stands before '@', or null if no '@' is there
 * @param host without brackets; empty where none is named, and for what has no host
 * @param port -1: the protocol's own
 * @param path begins with '/' where there is one; the file's path, or the sound card's name, for what has no host
 * @param query without '?'; empty if there is none
 */
public record StreamAddress(Protocol protocol, String userInfo, String host, int port, String path, String query) {
    /** Means standard input. */
    public static final String STDIN = "-";

    /** Begins the name of a sound card; alone it means the system's default. */
    public static final String MICROPHONE = "mic:";

    private static final int MOST_CHARS = 4_096;
    private static final int MOST_PORT = 65_535;
    private static final Pattern URL = Pattern.compile(
            "([a-zA-Z][a-zA-Z0-9+.-]*):(?://([^/?#]*)([^?#]*)(?:\\?([^#]*))?(?:#.*)?)?.*", Pattern.DOTALL);
    private static final Pattern HOST_PORT =
            Pattern.compile("(?:\\[([0-9a-fA-F:.%a-z]+)]|([^:\\[\\]\\s@]*))(?::([0-9]{1,5}))?");

    /**
     * Reads an address: a URL, the path of a file or folder, {@link #STDIN}, or {@link #MICROPHONE} with a name.
     *
     * @throws IllegalArgumentException if it is none; the message is one line and holds no credentials
     */
    public static StreamAddress parse(String text) {
        String address = text.strip();
        if (address.isEmpty() || address.length() > MOST_CHARS) {
            throw new IllegalArgumentException("an address has 1 to " + MOST_CHARS + " characters");
        }
        if (address.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("an address is one line, without control characters");
        }
        if (address.equals(STDIN)) {
            return local(Protocol.STDIN, address);
        }
        if (address.startsWith(MICROPHONE)) {
            return local(Protocol.MIC, address.substring(MICROPHONE.length()).strip());
        }
        return url(address);
    }

    /** The address of this machine's own that leads to a file, whatever its name looks like. */
    public static StreamAddress ofFile(String path) {
        return local(Protocol.FILE, path);
    }

    private static StreamAddress url(String address) {
        MaskedReferences masked = MaskedReferences.of(address);
        Matcher url = URL.matcher(masked.text());
        if (!url.matches() || url.group(2) == null) {
            return withoutHost(address, url.matches() ? url.group(1) : "");
        }
        String scheme = url.group(1).toLowerCase(Locale.ROOT);
        if (scheme.equals("file")) {
            return local(Protocol.FILE, Percent.decode(address.substring("file://".length())));
        }
        Protocol protocol = Protocol.of(scheme)
                .filter(Protocol::isNetworked)
                .orElseThrow(() -> new IllegalArgumentException("the protocol " + scheme + " is not known"));
        return networked(protocol, masked, url);
    }

    /** A path; or what looks like a URL and is none. */
    private static StreamAddress withoutHost(String address, String scheme) {
        if (Protocol.of(scheme.toLowerCase(Locale.ROOT))
                .filter(Protocol::isNetworked)
                .isPresent()) {
            throw new IllegalArgumentException("the address has no host: after " + scheme + ": comes //HOST");
        }
        return local(Protocol.FILE, address);
    }

    private static StreamAddress networked(Protocol protocol, MaskedReferences masked, Matcher url) {
        String authority = url.group(2);
        int at = authority.lastIndexOf('@');
        Matcher host = HOST_PORT.matcher(authority.substring(at + 1));
        if (!host.matches() || masked.isIn(authority.substring(at + 1)) || masked.isIn(url.group(3))) {
            throw new IllegalArgumentException("the address names no host and port that can be read;"
                    + " references to secrets stand before the host or after '?'");
        }
        String name = host.group(1) == null ? host.group(2) : host.group(1);
        int port = host.group(3) == null ? -1 : Integer.parseInt(host.group(3));
        if (port > MOST_PORT || (name.isEmpty() && !protocol.isDatagram() && protocol != Protocol.SRT)) {
            throw new IllegalArgumentException("the address has no host, or its port is above " + MOST_PORT);
        }
        String user = at < 0 ? null : masked.restored(authority.substring(0, at));
        String query = url.group(4) == null ? "" : masked.restored(url.group(4));
        return new StreamAddress(protocol, user, name, port, url.group(3), query);
    }

    private static StreamAddress local(Protocol protocol, String path) {
        return new StreamAddress(protocol, null, "", -1, path, "");
    }

    /**
     * Requires that the address can be kept where others read it.
     *
     * @throws IllegalArgumentException if a password stands in it as it is; the message says how to write it
     */
    public void requireNoPassword() {
        int colon = userInfo == null ? -1 : MaskedReferences.colon(userInfo);
        boolean inUser = colon >= 0 && !MaskedReferences.areAll(userInfo.substring(colon + 1));
        if (inUser || QuerySecrets.holdsPassword(query)) {
            throw new IllegalArgumentException("the address holds a password, which others could read;"
                    + " write a reference in its place, ${env:NAME} or ${file:PATH},"
                    + " as in http://user:${env:SOURCE_PASSWORD}@host/live");
        }
    }

    /** For messages, logs and metrics: without user names, passwords and what may be a token; references stay. */
    public String redacted() {
        if (!protocol.isNetworked()) {
            return written();
        }
        String user = userInfo == null ? "" : MaskedReferences.hidden(userInfo) + "@";
        return protocol.text() + "://" + user + hostAndPort() + path
                + (query.isEmpty() ? "" : "?" + QuerySecrets.hidden(query));
    }

    /** The same for an address that cannot be read, or comes from elsewhere. */
    public static String redacted(String address) {
        try {
            return parse(address).redacted();
        } catch (IllegalArgumentException e) {
            return "an address that cannot be read";
        }
    }

    /**
     * An address as it may be shown to whoever may see sources: as it is written if all that may be a secret in it are
     * references, else {@link #redacted}.
     */
    static String shown(String written) {
        try {
            StreamAddress address = parse(written);
            return address.holdsSecret() ? address.redacted() : written;
        } catch (IllegalArgumentException e) {
            return MaskedReferences.HIDDEN;
        }
    }

    /** A name without a password may be a token. */
    private boolean holdsSecret() {
        int colon = userInfo == null ? -1 : MaskedReferences.colon(userInfo);
        boolean inUser = userInfo != null && !MaskedReferences.areAll(userInfo.substring(colon + 1));
        return inUser
                || QuerySecrets.holdsPassword(query)
                || !QuerySecrets.literals(query).isEmpty();
    }

    /** Host and port as they stand in a URL. */
    public String hostAndPort() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port < 0 ? name : name + ":" + port;
    }

    private String written() {
        return protocol == Protocol.MIC ? MICROPHONE + path : path;
    }
}
