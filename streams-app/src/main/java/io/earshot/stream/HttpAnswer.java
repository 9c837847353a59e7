package io.earshot.stream;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import okhttp3.HttpUrl;
import okhttp3.Response;

/** What a server answers; the body is still to be read. */
final class HttpAnswer implements Closeable {
    private static final List<Integer> REDIRECTS = List.of(301, 302, 303, 307, 308);

    private final HttpRequest request;
    private final Response response;
    private final Runnable closed;

    /** @param closed is told when this is */
    HttpAnswer(HttpRequest request, Response response, Runnable closed) {
        this.request = request;
        this.response = response;
        this.closed = closed;
    }

    /** Where it sends us, or null. */
    HttpUrl redirect() throws StreamRefusedException {
        String location = response.header("Location");
        if (!REDIRECTS.contains(response.code()) || location == null) {
            return null;
        }
        HttpUrl next = request.url().resolve(location);
        if (next == null) {
            close();
            throw new StreamRefusedException(
                    "the server redirects to what is no HTTP address", StreamRefusedException.Retry.SLOWLY);
        }
        return next.newBuilder().username("").password("").build();
    }

    /** @throws StreamRefusedException if it is no success; closed then */
    HttpAnswer requireSuccess() throws StreamRefusedException {
        if (response.code() != 200 && response.code() != 206) {
            StreamRefusedException refused = HttpFailures.ofStatus(response);
            close();
            throw refused;
        }
        return this;
    }

    /** What was asked in the end, redirects followed. */
    HttpRequest request() {
        return request;
    }

    /** Whether only the bytes come that were asked for. */
    boolean isPart() {
        return response.code() == 206;
    }

    /** The media type, in lower case and without parameters; empty if none is named. */
    String mediaType() {
        String type = response.header("Content-Type", "");
        return type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }

    /** Bytes of audio between two titles of an Icecast or Shoutcast stream; 0: there are none. */
    int titleInterval() {
        String interval = response.header("icy-metaint", "").strip();
        return interval.matches("[0-9]{1,7}") ? Integer.parseInt(interval) : 0;
    }

    InputStream body() {
        return response.body().byteStream();
    }

    /**
     * The whole body; this is closed.
     *
     * @throws StreamRefusedException if it is longer
     */
    byte[] bytes(int most) throws IOException {
        try (this) {
            byte[] bytes = body().readNBytes(most + 1);
            if (bytes.length > most) {
                throw new StreamRefusedException(
                        "the server sends more than " + most + " bytes where that much was expected at most",
                        StreamRefusedException.Retry.SLOWLY);
            }
            return bytes;
        } catch (StreamRefusedException e) {
            throw e;
        } catch (IOException e) {
            throw HttpFailures.explained(e, request.url());
        }
    }

    /** The whole body as text; this is closed. */
    String text(int mostBytes) throws IOException {
        return new String(bytes(mostBytes), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        response.close();
        closed.run();
    }
}
