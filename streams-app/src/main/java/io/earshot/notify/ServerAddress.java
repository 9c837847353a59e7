package io.earshot.notify;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * A server, as a URL without a path names it.
 *
 * @param scheme in lower case
 * @param host without brackets
 * @param port of the server
 */
public record ServerAddress(String scheme, String host, int port) {
    /**
     * Reads {@code scheme://host[:port]}.
     *
     * @param ports the port of each scheme that is taken, unless one is named
     * @throws ReceiverRefusedException if it is none; the message does not repeat it, because it may hold a password
     */
    public static ServerAddress parse(String text, Map<String, Integer> ports) throws ReceiverRefusedException {
        URI uri = uri(text, ports);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!ports.containsKey(scheme) || uri.getHost() == null || !isEmpty(uri.getPath())) {
            throw wrong(ports);
        }
        if (uri.getRawUserInfo() != null) {
            throw new ReceiverRefusedException(
                    "the address holds a user; name him by the options username and password");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getPort() > 65_535 || uri.getPort() == 0) {
            throw wrong(ports);
        }
        String host = uri.getHost().replaceAll("^\\[|]$", "");
        return new ServerAddress(scheme, host, uri.getPort() < 0 ? ports.get(scheme) : uri.getPort());
    }

    private static URI uri(String text, Map<String, Integer> ports) throws ReceiverRefusedException {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            throw wrong(ports);
        }
    }

    private static boolean isEmpty(String path) {
        return path == null || path.isEmpty() || path.equals("/");
    }

    private static ReceiverRefusedException wrong(Map<String, Integer> ports) {
        return new ReceiverRefusedException(
                "the address has to be SCHEME://HOST or SCHEME://HOST:PORT, with one of the schemes "
                        + String.join(", ", new TreeSet<>(ports.keySet())));
    }

    /** As in a URL. */
    @Override
    public String toString() {
        return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
