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
 * Where only this machine may ask, refuses requests that name another host. A page of somebody else whose name suddenly
 * leads to this machine (DNS rebinding) could otherwise read here, in the browser of a user of this machine, what is heard.
 */
final class HostCheck implements Handler {
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");

    private final boolean isLoopback;
    private final Set<String> names;

    /** @param boundTo name or address that is listened on */
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
        // A name from the root of all names; the same host.
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
