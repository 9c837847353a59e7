package io.earshot.stream;

import io.earshot.audio.InvalidAudioException;
import io.earshot.decoder.AudioDecoder;
import io.earshot.source.Protocol;
import io.earshot.source.ResolvedAddress;
import io.earshot.source.StreamAddress;
import io.earshot.stream.StreamRefusedException.Retry;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import okhttp3.HttpUrl;

/** Opens what HTTP servers send: streams, play lists and lists of segments. */
final class HttpStreams {
    /** As many bytes as tell text from audio. */
    private static final int LEAST_PEEKED_BYTES = 16;

    private final HttpAccess http;
    private final AudioDecoder decoder;
    private final Entries entries;
    private final Entries manifests;

    /** Opens the address that a play list, or a server, names. */
    @FunctionalInterface
    interface Entries {
        LiveStream open(StreamRequest request, Cancellation cancellation) throws IOException;
    }

    /**
     * @param entries opens an entry of a play list
     * @param manifests opens the address of a DASH manifest
     */
    HttpStreams(HttpAccess http, AudioDecoder decoder, Entries entries, Entries manifests) {
        this.http = http;
        this.decoder = decoder;
        this.entries = entries;
        this.manifests = manifests;
    }

    LiveStream open(StreamRequest request, Cancellation cancellation) throws IOException {
        HttpAnswer answer = http.get(httpRequest(request), cancellation);
        IcyInputStream titled =
                answer.titleInterval() == 0 ? null : new IcyInputStream(answer.body(), answer.titleInterval());
        BufferedInputStream in = new BufferedInputStream(titled == null ? answer.body() : titled);
        String path = answer.request().url().encodedPath();
        return switch (Content.of(peek(in, answer), answer.mediaType(), path)) {
            case AUDIO -> decoded(request, in, titled, cancellation);
            case HLS -> hls(request, answer.request(), rest(in, answer), cancellation);
            case PLAY_LIST -> listed(request, answer, in, cancellation);
            case DASH -> manifest(request, answer, cancellation);
            case WEB_PAGE -> throw refused(answer, "the address leads to a web page (text/html), not to audio");
        };
    }

    /** The first request for an address. */
    static HttpRequest httpRequest(StreamRequest request) throws StreamRefusedException {
        ResolvedAddress address = request.address();
        HttpUrl url = HttpUrl.parse(address.textWithoutUser());
        if (url == null) {
            throw new StreamRefusedException("the address is no HTTP address that can be asked for", Retry.NEVER);
        }
        String authorization = address.user() == null || address.user().isEmpty()
                ? ""
                : HttpRequest.basic(address.user(), address.password());
        return new HttpRequest(url, request.headers(), authorization, "");
    }

    private LiveStream decoded(StreamRequest request, InputStream in, IcyInputStream titled, Cancellation cancellation)
            throws IOException {
        return new DecodedLiveStream(
                decoder.open(in, request.name(), request.decode()),
                () -> titled == null ? "" : titled.title(),
                false,
                cancellation::cancel,
                request.address()::redact);
    }

    private LiveStream listed(
            StreamRequest request, HttpAnswer answer, BufferedInputStream in, Cancellation cancellation)
            throws IOException {
        String text = rest(in, answer);
        if (Content.isHls(text)) {
            return hls(request, answer.request(), text, cancellation);
        }
        if (request.listed()) {
            throw new StreamRefusedException("the play list names a further play list", Retry.SLOWLY);
        }
        IOException first = null;
        for (String entry : PlayList.entries(text)) {
            try {
                return entries.open(request.listed(entryAddress(entry, answer)), cancellation);
            } catch (IOException | InvalidAudioException e) {
                cancellation.requireGoingOn();
                first = first == null ? new StreamRefusedException(entryFailure(e), retry(e)) : first;
            }
        }
        throw first == null ? new StreamRefusedException("the play list names no address", Retry.SLOWLY) : first;
    }

    /** A list from a server names addresses of the network, never what is on this machine. */
    private static StreamAddress entryAddress(String entry, HttpAnswer answer) throws IOException {
        HttpUrl relative = answer.request().url().resolve(entry);
        try {
            StreamAddress address = StreamAddress.parse(relative == null ? entry : relative.toString());
            if (address.protocol().isNetworked()) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw new StreamRefusedException(e.getMessage(), Retry.SLOWLY);
        }
        throw new StreamRefusedException("it is no address of the network", Retry.SLOWLY);
    }

    private static String entryFailure(Exception failure) {
        return "the play list's first entry: " + failure.getMessage();
    }

    private static Retry retry(Exception failure) {
        return failure instanceof StreamRefusedException refused ? refused.retry() : Retry.SLOWLY;
    }

    private LiveStream hls(StreamRequest request, HttpRequest list, String text, Cancellation cancellation)
            throws IOException {
        return HlsStream.open(new HlsResources(http, cancellation), list, text, decoder, request, cancellation);
    }

    private LiveStream manifest(StreamRequest request, HttpAnswer answer, Cancellation cancellation)
            throws IOException {
        Protocol protocol = request.protocol();
        answer.close();
        if (protocol != Protocol.HTTP && protocol != Protocol.HTTPS) {
            throw new StreamRefusedException("a DASH manifest comes by HTTP", Retry.SLOWLY);
        }
        return manifests.open(request, cancellation);
    }

    private static StreamRefusedException refused(HttpAnswer answer, String reason) {
        answer.close();
        return new StreamRefusedException(reason, Retry.SLOWLY);
    }

    /** The first bytes: as many as come at once. */
    private static byte[] peek(BufferedInputStream in, HttpAnswer answer) throws IOException {
        in.mark(Content.PEEKED_BYTES);
        byte[] start = new byte[Content.PEEKED_BYTES];
        int filled = 0;
        try {
            for (int n = 0; filled < LEAST_PEEKED_BYTES && n != -1; filled += Math.max(n, 0)) {
                n = in.read(start, filled, start.length - filled);
            }
            in.reset();
        } catch (IOException e) {
            answer.close();
            throw HttpFailures.explained(e, answer.request().url());
        }
        return Arrays.copyOf(start, filled);
    }

    private static String rest(BufferedInputStream in, HttpAnswer answer) throws IOException {
        try (answer) {
            byte[] bytes = in.readNBytes(HlsResources.MOST_LIST_BYTES + 1);
            if (bytes.length > HlsResources.MOST_LIST_BYTES) {
                throw new StreamRefusedException(
                        "the list is longer than " + HlsResources.MOST_LIST_BYTES + " bytes", Retry.SLOWLY);
            }
            String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
            boolean tooLong = bytes.length > PlayList.MOST_BYTES && !Content.isHls(text);
            if (tooLong) {
                throw new StreamRefusedException(
                        "the play list is longer than " + PlayList.MOST_BYTES + " bytes", Retry.SLOWLY);
            }
            return text;
        }
    }
}
