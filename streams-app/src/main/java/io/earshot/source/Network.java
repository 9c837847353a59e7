package io.earshot.source;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A range of addresses.
 *
 * @param base its first address. Not modified.
 * @param prefixBits how many leading bits its addresses share
 */
record Network(byte[] base, int prefixBits) {
    private static final Pattern WRITTEN = Pattern.compile("([0-9a-fA-F.:]+)(?:/([0-9]{1,3}))?");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    /**
     * Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or a single address.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Network parse(String text) {
        var matcher = WRITTEN.matcher(text);
        if (!matcher.matches()
                || !(text.contains(":") || IPV4.matcher(matcher.group(1)).matches())) {
            throw new IllegalArgumentException(text + " is no network, such as 10.0.0.0/8");
        }
        try {
            byte[] base = InetAddress.getByName(matcher.group(1)).getAddress();
            int bits = matcher.group(2) == null ? 8 * base.length : Integer.parseInt(matcher.group(2));
            if (bits > 8 * base.length) {
                throw new IllegalArgumentException(text + " has more than " + 8 * base.length + " bits");
            }
            return new Network(base, bits);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text + " is no network, such as 10.0.0.0/8", e);
        }
    }

    boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        if (other.length != base.length) {
            return false;
        }
        int whole = prefixBits / 8;
        int mask = (0xff << (8 - prefixBits % 8)) & 0xff;
        return Arrays.equals(base, 0, whole, other, 0, whole)
                && (prefixBits % 8 == 0 || ((base[whole] ^ other[whole]) & mask) == 0);
    }

    /** The IPv4 address that an IPv6 one leads to by a translator or a tunnel; else the address itself. */
    static InetAddress embedded(InetAddress address) {
        if (address instanceof Inet4Address) {
            return address;
        }
        byte[] bytes = address.getAddress();
        int at = NAT64.contains(address) || COMPATIBLE.contains(address) ? 12 : SIX_TO_FOUR.contains(address) ? 2 : -1;
        // Unspecified and loopback lie in the compatible range and are no IPv4 addresses.
        if (at < 0 || address.isAnyLocalAddress() || address.isLoopbackAddress()) {
            return address;
        }
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final Network NAT64 = parse("64:ff9b::/96");
    private static final Network COMPATIBLE = parse("::/96");
    private static final Network SIX_TO_FOUR = parse("2002::/16");

    @Override
    public boolean equals(Object other) {
        return other instanceof Network network
                && prefixBits == network.prefixBits
                && Arrays.equals(base, network.base);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(base) + prefixBits;
    }
}
