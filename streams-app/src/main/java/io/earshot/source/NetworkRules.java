package io.earshot.source;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Which addresses of the network sources may come from. Without a list, all but those that only a machine's own provider
 * answers at; a list allows what it names. Groups of receivers are for UDP and RTP.
 */
public final class NetworkRules {
    /** The word for all addresses, except those that have to be named. */
    static final String ANY = "any";

    /** Link-local addresses, and those at which clouds hand out their customers' credentials. */
    private static final List<Network> TO_BE_NAMED = List.of(
            Network.parse("169.254.0.0/16"),
            Network.parse("fe80::/10"),
            Network.parse("fd00:ec2::/32"),
            Network.parse("100.100.100.200"),
            Network.parse("168.63.129.16"),
            Network.parse("192.0.0.192"));

    private static final List<Network> PRIVATE = List.of(
            Network.parse("10.0.0.0/8"),
            Network.parse("172.16.0.0/12"),
            Network.parse("192.168.0.0/16"),
            Network.parse("100.64.0.0/10"),
            Network.parse("fc00::/7"));

    private final List<String> words = new ArrayList<>();
    private final List<Network> networks = new ArrayList<>();

    /** @throws IllegalArgumentException if an item is no network and none of any, public, private, loopback */
    public NetworkRules(List<String> allowed) {
        for (String item : allowed) {
            if (List.of(ANY, "public", "private", "loopback").contains(item)) {
                words.add(item);
            } else {
                networks.add(Network.parse(item));
            }
        }
    }

    /** Whether connections to an address are allowed. */
    public boolean allows(InetAddress given, Protocol protocol) {
        InetAddress address = Network.embedded(given);
        if (address.isMulticastAddress() && !protocol.isDatagram()) {
            return false;
        }
        if (networks.stream().anyMatch(network -> network.contains(address))) {
            return true;
        }
        return TO_BE_NAMED.stream().noneMatch(network -> network.contains(address))
                && words.stream().anyMatch(word -> is(word, address));
    }

    private static boolean is(String word, InetAddress address) {
        // The unspecified address leads to this machine.
        boolean loopback = address.isLoopbackAddress() || address.isAnyLocalAddress();
        boolean inner = PRIVATE.stream().anyMatch(network -> network.contains(address));
        return switch (word) {
            case "loopback" -> loopback;
            case "private" -> inner;
            case "public" -> !loopback && !inner;
            default -> true;
        };
    }
}
