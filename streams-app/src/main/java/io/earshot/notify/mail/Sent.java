package io.earshot.notify.mail;

import jakarta.mail.Address;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What became of a mail.
 *
 * @param accepted addresses that have it
 * @param refused addresses that will never have it, and why
 * @param later addresses that may have it later, and why not now
 */
record Sent(Set<Address> accepted, Map<Address, String> refused, Map<Address, String> later) {
    static Sent nothing(Iterable<? extends Address> to, String reason) {
        Map<Address, String> later = new LinkedHashMap<>();
        to.forEach(address -> later.put(address, reason));
        return new Sent(Set.of(), Map.of(), later);
    }
}
