package io.earshot.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * On a loopback address, rejects requests that name another host, or that a page of another origin sent. Otherwise a foreign
 * page could read the events here in the browser of a user of this machine, because its own name suddenly resolves to this
 * machine (DNS rebinding), or could send changes.
 */
final class HostCheck implements Handler {
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");
    private static final Pattern ORIGIN = Pattern.compile("https?://([^/\\s]+)", Pattern.CASE_INSENSITIVE);
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> FOREIGN_SITES = Set.of("cross-site", "same-site");

    private final boolean isLoopback;
    private final Set<String> ours;
    private final Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));

    HostCheck(AccessRules rules) {
        this.isLoopback = rules.isLoopback();
        String bound = rules.host().toLowerCase(Locale.ROOT);
        this.ours = lowerCase(rules.names());
        names.addAll(List.of(bound, "[" + bound + "]"));
        names.addAll(ours);
    }

    private static Set<String> lowerCase(List<String> names) {
        Set<String> lower = new HashSet<>();
        names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        return lower;
    }

    @Override
    public void handle(Context ctx) {
        if (!isLoopback) {
            return;
        }
        String host = ctx.header("Host");
        if (host != null && !names.contains(withoutPort(host))) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "this address is for this machine alone: ask for it as localhost, or name the host in http.names, or set"
                            + " http.host");
        }
        String origin = ctx.header("Origin");
        if ((origin != null && !isOurs(origin, host)) || isSentByForeignPage(ctx)) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "a page of another origin sent this; name its host in http.names to allow it");
        }
    }

    /** The very origin that the request goes to, or one that was named. */
    private boolean isOurs(String origin, String host) {
        Matcher matcher = ORIGIN.matcher(origin.strip());
        return matcher.matches()
                && (matcher.group(1).equalsIgnoreCase(host) || ours.contains(withoutPort(matcher.group(1))));
    }

    /** Links from other pages may lead here; they read. */
    private static boolean isSentByForeignPage(Context ctx) {
        String site = ctx.header("Sec-Fetch-Site");
        return ctx.header("Origin") == null
                && site != null
                && FOREIGN_SITES.contains(site.toLowerCase(Locale.ROOT))
                && !READING.contains(ctx.req().getMethod());
    }

    private static String withoutPort(String host) {
        String name = PORT.matcher(host.strip().toLowerCase(Locale.ROOT)).replaceFirst("");
        // A fully qualified name of the same host.
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
