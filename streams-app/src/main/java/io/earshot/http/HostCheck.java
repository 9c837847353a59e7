package io.earshot.http;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Handler;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * On a loopback address, rejects requests that name another host. Otherwise a foreign page whose name suddenly resolves to this
 * machine (DNS rebinding) could read the events here, in the browser of a user of this machine.
 */
final class HostCheck implements Handler {
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");

    private final boolean isLoopback;
    private final Set<String> names;

    /** @param boundTo name or address of the server */
    HostCheck(String boundTo) {
        this.isLoopback = isLoopback(boundTo);
        this.names = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
        names.add(boundTo.toLowerCase(Locale.ROOT));
        names.add("[" + boundTo.toLowerCase(Locale.ROOT) + "]");
    }

    @Override
    public void handle(Context ctx) {
        String host = ctx.header("Host");
        if (isLoopback && host != null && !names.contains(withoutPort(host))) {
            throw new ForbiddenResponse(
                    "this address is for this machine alone: ask for it as localhost (a proxy: with that as the Host header), or set http.host\n");
        }
    }

    private static String withoutPort(String host) {
        String name = PORT.matcher(host.strip().toLowerCase(Locale.ROOT)).replaceFirst("");
        // A fully qualified name of the same host.
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static boolean isLoopback(String boundTo) {
        try {
            return InetAddress.getByName(boundTo).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
