package io.earshot.stream;

import io.earshot.decoder.DecodeOptions;
import io.earshot.source.AudioSource;
import io.earshot.source.OpenOptions;
import io.earshot.source.Protocol;
import io.earshot.source.ResolvedAddress;
import io.earshot.source.SecretReferences;
import io.earshot.source.StreamAddress;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is opened, with its secrets.
 *
 * @param address to open
 * @param headers of HTTP requests, resolved
 * @param overUdp how RTSP's audio comes
 * @param decode which track and channel
 * @param listed whether a play list named it: no further one is followed
 */
record StreamRequest(
        ResolvedAddress address, Map<String, String> headers, boolean overUdp, DecodeOptions decode, boolean listed) {
    /**
     * That of a source.
     *
     * @throws IllegalArgumentException if its address or an option cannot be read
     * @throws IOException if a secret is not there, or may not be read
     */
    static StreamRequest of(AudioSource source, SecretReferences secrets) throws IOException {
        OpenOptions options = OpenOptions.of(source.options());
        ResolvedAddress address = ResolvedAddress.of(StreamAddress.parse(source.address()), secrets);
        Map<String, String> headers = new TreeMap<>();
        for (Map.Entry<String, String> header : options.headers().entrySet()) {
            headers.put(header.getKey(), address.resolve(header.getValue(), secrets));
        }
        DecodeOptions decode =
                new DecodeOptions(source.track(), source.channel().number());
        return new StreamRequest(address, headers, options.overUdp(), decode, false);
    }

    /** For an address that a play list names; what proves who we are stays with the host that it was written for. */
    StreamRequest listed(StreamAddress entry) throws IOException {
        boolean same = entry.protocol() == protocol()
                && entry.host().equalsIgnoreCase(address.address().host())
                && entry.port() == address.address().port();
        ResolvedAddress literal = same ? address.sibling(entry) : ResolvedAddress.ofLiteral(entry);
        return new StreamRequest(literal, same ? headers : Map.of(), overUdp, decode, true);
    }

    Protocol protocol() {
        return address.address().protocol();
    }

    /** What messages call it. */
    String name() {
        return address.address().redacted();
    }
}
