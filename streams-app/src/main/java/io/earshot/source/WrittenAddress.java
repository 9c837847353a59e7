package io.earshot.source;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses of live sources as users write them. */
public final class WrittenAddress {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):[^}]+}");
    private static final Pattern URL = Pattern.compile(
            "([a-zA-Z][a-zA-Z0-9+.-]+)://(?:([^/?#@]*)@)?([^/?#]*)([^?#]*)(?:\\?([^#]*))?.*", Pattern.DOTALL);
    private static final Pattern LOOPBACK = Pattern.compile("(127\\.[0-9.]+|localhost|\\[::1])(:\\d+)?");
    /** Stands for a reference while an address is taken apart. */
    private static final String HIDDEN = "_";

    private WrittenAddress() {}

    /** The same, with the path of a file or folder of this machine from its root on: a service runs elsewhere. */
    public static String absolute(String address) {
        if (URL.matcher(address).matches() || address.isBlank()) {
            return address;
        }
        try {
            Path path = Path.of(address);
            return Files.exists(path) ? path.toAbsolutePath().normalize().toString() : address;
        } catch (InvalidPathException e) {
            return address;
        }
    }

    /** An id that a reader recognises: host and path of a URL, the name of a file without its ending. */
    public static String id(String address) {
        Matcher url = URL.matcher(REFERENCE.matcher(address).replaceAll(HIDDEN));
        if (!url.matches()) {
            return ofPath(address);
        }
        if (url.group(1).toLowerCase(Locale.ROOT).equals("file")) {
            return ofPath(url.group(4));
        }
        String host =
                LOOPBACK.matcher(url.group(3)).matches() ? "" : url.group(3).replaceFirst(":\\d+$", "");
        String path = url.group(4).replaceAll("^/+|/+$", "");
        String id = host.isEmpty() || path.isEmpty() ? host + path : host + "/" + path;
        return id.isEmpty() ? url.group(3) : id;
    }

    private static String ofPath(String path) {
        String name = path.replaceAll("/+$", "").replaceFirst(".*/", "");
        int dot = name.lastIndexOf('.');
        String id = dot > 0 ? name.substring(0, dot) : name;
        return id.isEmpty() ? path : id;
    }
}
