package io.earshot.decoder.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_BAD_REQUEST;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_FORBIDDEN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_OTHER_4XX;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_SERVER_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_TOO_MANY_REQUESTS;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_UNAUTHORIZED;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_PROTOCOL_NOT_FOUND;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Map;

/** What FFmpeg's error code says of an address that it did not open. */
final class OpeningFailure {
    /** AVERROR(EIO). */
    private static final int INPUT_OUTPUT_ERROR = -5;

    /** FFmpeg's own codes, and the system's as negative numbers: those of Linux, then those of macOS. */
    private static final Map<Integer, ConnectionFault> FAULTS = Map.ofEntries(
            Map.entry(AVERROR_HTTP_UNAUTHORIZED, ConnectionFault.UNAUTHORIZED),
            Map.entry(AVERROR_HTTP_FORBIDDEN, ConnectionFault.FORBIDDEN),
            Map.entry(AVERROR_HTTP_NOT_FOUND, ConnectionFault.NOT_FOUND),
            Map.entry(AVERROR_HTTP_BAD_REQUEST, ConnectionFault.CLIENT_ERROR),
            Map.entry(AVERROR_HTTP_TOO_MANY_REQUESTS, ConnectionFault.CLIENT_ERROR),
            Map.entry(AVERROR_HTTP_OTHER_4XX, ConnectionFault.CLIENT_ERROR),
            Map.entry(AVERROR_HTTP_SERVER_ERROR, ConnectionFault.SERVER_ERROR),
            Map.entry(AVERROR_PROTOCOL_NOT_FOUND, ConnectionFault.PROTOCOL_NOT_ALLOWED),
            Map.entry(AVERROR_INVALIDDATA, ConnectionFault.NO_SOUND),
            Map.entry(-101, ConnectionFault.UNREACHABLE),
            Map.entry(-110, ConnectionFault.TIMED_OUT),
            Map.entry(-111, ConnectionFault.CONNECTION_REFUSED),
            Map.entry(-113, ConnectionFault.UNREACHABLE),
            Map.entry(-51, ConnectionFault.UNREACHABLE),
            Map.entry(-60, ConnectionFault.TIMED_OUT),
            Map.entry(-61, ConnectionFault.CONNECTION_REFUSED),
            Map.entry(-65, ConnectionFault.UNREACHABLE));

    private OpeningFailure() {}

    /**
     * The failure as an exception; its message has neither the address nor its credentials. FFmpeg has the same code for a name
     * that nobody knows as for any failure: so the name is looked up once more.
     */
    static DecodingException of(int error, String address) {
        ConnectionFault fault = FAULTS.getOrDefault(error, ConnectionFault.OTHER);
        if (error == INPUT_OUTPUT_ERROR && hostIsUnknown(address)) {
            fault = ConnectionFault.HOST_NOT_FOUND;
        }
        String details = fault == ConnectionFault.OTHER ? " (" + DecodingException.reason(error) + ")" : "";
        return new DecodingException(fault, fault.words() + details);
    }

    private static boolean hostIsUnknown(String address) {
        try {
            String host = new URI(address).getHost();
            return host != null && InetAddress.getAllByName(host).length == 0;
        } catch (UnknownHostException e) {
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
