package io.earshot.stream;

import io.earshot.stream.StreamRefusedException.Retry;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import okhttp3.HttpUrl;

/** Fetches what an HLS list names. For one thread. */
final class HlsResources {
    /** Longest list: a window of a day has 400 bytes for each of 14 400 segments. */
    static final int MOST_LIST_BYTES = 6 << 20;

    private static final int MOST_SEGMENT_BYTES = 64 << 20;
    private static final int MOST_KEYS = 8;

    private final HttpAccess http;
    private final Cancellation cancellation;
    private final Map<HttpUrl, byte[]> keys = new LinkedHashMap<>();

    /** @param cancellation ends a request that waits */
    HlsResources(HttpAccess http, Cancellation cancellation) {
        this.http = http;
        this.cancellation = cancellation;
    }

    /** A list, and where it was in the end. */
    record Listed(HttpRequest request, String text) {}

    Listed list(HttpRequest request) throws IOException {
        HttpAnswer answer = http.get(request, cancellation);
        return new Listed(answer.request(), answer.text(MOST_LIST_BYTES));
    }

    /** A segment's bytes, decrypted. */
    byte[] segment(HttpRequest list, HlsSegment segment) throws IOException {
        return decrypted(part(list, segment.part()), segment.key(), list, segment.sequence());
    }

    /** What a segment's container needs before it; empty if it needs nothing. */
    byte[] map(HttpRequest list, HlsSegment segment) throws IOException {
        HlsSegment.Map map = segment.map();
        return map == null ? new byte[0] : decrypted(part(list, map.part()), map.key(), list, segment.sequence());
    }

    private byte[] part(HttpRequest list, HlsSegment.Part part) throws IOException {
        HttpRequest request = list.to(part.url());
        if (part.bytes() < 0) {
            return http.get(request, cancellation).bytes(MOST_SEGMENT_BYTES);
        }
        long last = part.offset() + part.bytes() - 1;
        HttpAnswer answer = http.get(request.range(part.offset(), last), cancellation);
        try (answer) {
            InputStream body = answer.body();
            if (!answer.isPart()) {
                body.skipNBytes(part.offset());
            }
            byte[] bytes = body.readNBytes((int) Math.min(part.bytes(), MOST_SEGMENT_BYTES));
            if (bytes.length < part.bytes()) {
                throw new IOException("a segment has " + bytes.length + " of " + part.bytes() + " bytes");
            }
            return bytes;
        }
    }

    private byte[] decrypted(byte[] bytes, HlsKey key, HttpRequest list, long sequence) throws IOException {
        if (key.isNone()) {
            return bytes;
        }
        try {
            return key.decrypt(bytes, key(list, key), sequence);
        } catch (GeneralSecurityException e) {
            StreamRefusedException refused = new StreamRefusedException(
                    "segment " + sequence + " cannot be decrypted with the key that its list names", Retry.SLOWLY);
            refused.initCause(e);
            throw refused;
        }
    }

    private byte[] key(HttpRequest list, HlsKey key) throws IOException {
        byte[] known = keys.get(key.url());
        if (known != null) {
            return known;
        }
        byte[] fetched = http.get(list.to(key.url()), cancellation).bytes(HlsKey.BYTES);
        if (fetched.length != HlsKey.BYTES) {
            throw new StreamRefusedException(
                    "the stream's key has " + fetched.length + " bytes, not " + HlsKey.BYTES, Retry.SLOWLY);
        }
        if (keys.size() == MOST_KEYS) {
            keys.remove(keys.keySet().iterator().next());
        }
        keys.put(key.url(), fetched);
        return fetched;
    }
}
