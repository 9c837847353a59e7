package io.earshot.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who may ask what.
 *
 * @param host name or address that the server binds to
 * @param names further names by which it is asked for, of a proxy before it for example
 * @param keys those in force
 * @param openReading whether reading needs no key where there are keys
 */
public record AccessRules(String host, List<String> names, Supplier<ApiKeys> keys, boolean openReading) {
    public AccessRules {
        names = List.copyOf(names);
    }

    /** Without keys. */
    public static AccessRules ofHost(String host) {
        return new AccessRules(host, List.of(), () -> ApiKeys.NONE, false);
    }

    /** Whether only this machine reaches the server. */
    boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Who asks without a key; empty: a key is needed for everything. */
    Optional<Caller> withoutKey() {
        if (!keys.get().isEmpty()) {
            return openReading ? Optional.of(Caller.ANONYMOUS) : Optional.empty();
        }
        return Optional.of(isLoopback() ? Caller.LOCAL : Caller.ANONYMOUS);
    }

    /** What whoever starts the service should know; empty if nothing is unusual. */
    Optional<String> notice() {
        int count = keys.get().size();
        if (count > 0) {
            return Optional.of(count + (count == 1 ? " key" : " keys") + " of the API; reading needs "
                    + (openReading ? "none" : "one, too"));
        }
        return isLoopback()
                ? Optional.empty()
                : Optional.of(
                        "without keys whoever reaches " + host
                                + " may read and hear everything, and nobody may change anything; set http.keys.file to change both");
    }
}
