package io.earshot.stream;

import io.earshot.decoder.AudioDecoder;
import io.earshot.decoder.DecodedAudio;
import io.earshot.source.Protocol;
import io.earshot.source.ResolvedAddress;
import io.earshot.source.StreamAddress;
import io.earshot.source.StreamPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Opens by FFmpeg what Earshot does not speak itself: RTSP, RTMP, SRT, UDP, RTP and DASH. */
final class FfmpegStreams {
    /** How long the other side may say nothing before the connection counts as dead; a stall is noticed before. */
    private static final String QUIET_MICROS = "15000000";

    private final AudioDecoder decoder;
    private final StreamPolicy policy;
    private final String userAgent;

    FfmpegStreams(AudioDecoder decoder, StreamPolicy policy, String userAgent) {
        this.decoder = decoder;
        this.policy = policy;
        this.userAgent = userAgent;
    }

    LiveStream open(StreamRequest request, Cancellation cancellation) throws IOException {
        String address = checked(request.address());
        return live(request, address, protocols(request.protocol()), options(request), cancellation);
    }

    /** Opens a DASH manifest. What it names is fetched through a door that lets only allowed addresses pass. */
    LiveStream openManifest(StreamRequest request, Cancellation cancellation) throws IOException {
        PolicyProxy proxy = PolicyProxy.start(policy);
        cancellation.add(proxy::close);
        Map<String, String> options = new LinkedHashMap<>();
        options.put("http_proxy", proxy.address());
        options.put("rw_timeout", QUIET_MICROS);
        options.put("user_agent", userAgent);
        if (!request.headers().isEmpty()) {
            StringBuilder headers = new StringBuilder();
            request.headers().forEach((name, value) -> headers.append(name + ": " + value + "\r\n"));
            options.put("headers", headers.toString());
        }
        String protocols = "http,https,httpproxy,tls,tcp,crypto";
        return live(request, request.address().text(), protocols, options, cancellation);
    }

    private LiveStream live(
            StreamRequest request,
            String address,
            String protocols,
            Map<String, String> options,
            Cancellation cancellation)
            throws IOException {
        DecodedAudio audio = decoder.openAddress(address, protocols, options, request.name(), request.decode());
        return new DecodedLiveStream(audio, () -> "", false, cancellation::cancel, request.address()::redact);
    }

    /**
     * The address with a number for its host, so that what was checked is what is connected. Where the host's name means
     * more to the server than where it is, it stays.
     */
    private String checked(ResolvedAddress resolved) throws IOException {
        StreamAddress address = resolved.address();
        Protocol protocol = address.protocol();
        String at = address.hostAndPort();
        if (!address.host().isEmpty() && !isListener(resolved)) {
            InetAddress number = host(address.host(), protocol);
            boolean named = protocol == Protocol.RTMP || protocol == Protocol.RTMPS || protocol == Protocol.RTSPS;
            at = named ? at : hostAndPort(number, address.port());
        }
        return protocol == Protocol.SRT ? resolved.textWithoutQueryAt(at) : resolved.textAt(at);
    }

    private InetAddress host(String host, Protocol protocol) throws IOException {
        try {
            return policy.addresses(host, protocol).get(0);
        } catch (UnknownHostException e) {
            throw new StreamRefusedException("there is no host " + host, StreamRefusedException.Retry.SLOWLY);
        }
    }

    /** Who waits to be called connects to nobody. */
    private static boolean isListener(ResolvedAddress resolved) {
        return resolved.address().protocol() == Protocol.SRT
                && "listener".equals(resolved.parameters().get("mode"));
    }

    private static String hostAndPort(InetAddress address, int port) {
        String host = address.getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + (port < 0 ? "" : ":" + port);
    }

    /** What FFmpeg may use on the way; as in its {@code protocol_whitelist}. */
    private static String protocols(Protocol protocol) {
        return switch (protocol) {
            case RTSP -> "rtp,udp,tcp";
            case RTSPS -> "rtp,srtp,udp,tls,tcp";
            case RTMP -> "rtmp,tcp";
            case RTMPS -> "rtmps,tls,tcp";
            case SRT -> "srt";
            case UDP -> "udp";
            case RTP -> "rtp,udp";
            default -> throw new IllegalStateException(protocol + " is not for FFmpeg");
        };
    }

    private Map<String, String> options(StreamRequest request) {
        return switch (request.protocol()) {
            case RTSP, RTSPS ->
                Map.of(
                        "rtsp_transport",
                        request.overUdp() ? "udp" : "tcp",
                        // The video is not even asked for.
                        "allowed_media_types",
                        "audio",
                        "timeout",
                        QUIET_MICROS,
                        "user_agent",
                        userAgent);
            case RTMP, RTMPS -> Map.of("rtmp_live", "live", "rw_timeout", QUIET_MICROS);
            // As options, because FFmpeg reads a query without decoding it.
            case SRT -> request.address().parameters();
            case UDP -> Map.of("overrun_nonfatal", "1");
            default -> Map.of();
        };
    }
}
