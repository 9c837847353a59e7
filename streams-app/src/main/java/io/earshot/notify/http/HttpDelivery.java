package io.earshot.notify.http;

import io.earshot.notify.Delivery;
import io.earshot.notify.Notification;
import io.earshot.notify.Outcome;
import io.earshot.source.NotAllowedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Posts notifications. A whole call, with whatever body comes back however slowly, takes a bounded time. */
final class HttpDelivery implements Delivery {
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    /** A server that dislikes a body may close before it has read it, so that no status arrives. */
    private static final int LARGE_BYTES = 64 * 1024;

    private static final int MOST_BROKEN_SENDS = 5;

    private final OkHttpClient client;
    private final HttpUrl url;
    private final PostForm form;
    private final Clock clock;
    private String sending = "";
    private int brokenSends;

    HttpDelivery(OkHttpClient shared, HttpUrl url, PostForm form, Duration most, Clock clock) {
        this.client = shared.newBuilder().callTimeout(most).build();
        this.url = url;
        this.form = form;
        this.clock = clock;
    }

    /** A kept connection that the server closed meanwhile says nothing of the server: tried again at once, with the same id. */
    @Override
    public Outcome deliver(Notification notification) throws InterruptedException {
        HttpPost post = form.of(notification);
        Connections used = new Connections();
        try {
            return answer(post, used);
        } catch (IOException e) {
            requireNotInterrupted(e);
            return used.wasStale() ? secondTry(notification, post, e) : failed(notification, post, e);
        }
    }

    private Outcome secondTry(Notification notification, HttpPost post, IOException first) throws InterruptedException {
        if (isTimeout(first)) {
            return failed(notification, post, first);
        }
        client.connectionPool().evictAll();
        try {
            return answer(post, new Connections());
        } catch (IOException e) {
            requireNotInterrupted(e);
            return failed(notification, post, e);
        }
    }

    private Outcome answer(HttpPost post, Connections used) throws IOException {
        Request.Builder request = new Request.Builder().url(url).post(RequestBody.create(post.json(), JSON));
        post.headers().forEach(request::header);
        Call call = client.newBuilder().eventListener(used).build().newCall(request.build());
        try (Response response = call.execute()) {
            return Answer.of(response, clock);
        }
    }

    private static void requireNotInterrupted(IOException e) throws InterruptedException {
        if (Thread.interrupted()) {
            InterruptedException interrupted = new InterruptedException("interrupted while telling a receiver");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private Outcome failed(Notification notification, HttpPost post, IOException e) {
        boolean isSame = sending.equals(notification.id());
        sending = notification.id();
        boolean isBroken = post.json().length > LARGE_BYTES && !isTimeout(e) && !isUnreached(e);
        brokenSends = isBroken ? (isSame ? brokenSends : 0) + 1 : 0;
        if (brokenSends >= MOST_BROKEN_SENDS) {
            return new Outcome.Refused("the server broke the connection " + brokenSends + " times while "
                    + post.json().length + " bytes were sent; the message may be too large for it");
        }
        return new Outcome.Later(words(e), Optional.empty());
    }

    private static boolean isTimeout(IOException e) {
        return e instanceof InterruptedIOException;
    }

    private static boolean isUnreached(IOException e) {
        return e instanceof UnknownHostException || e instanceof java.net.ConnectException || e instanceof SSLException;
    }

    /** Names the host and nothing else of the address. */
    private String words(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotAllowedException) {
                return cause.getMessage();
            }
        }
        String host = url.host() + ":" + url.port();
        if (e instanceof UnknownHostException) {
            return "there is no host " + url.host();
        }
        if (isTimeout(e)) {
            return host + " does not answer within " + client.callTimeoutMillis() / 1000 + " s";
        }
        String message = String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}+", " ");
        List<String> secrets = url.pathSegments();
        String harmless = secrets.stream()
                .filter(part -> part.length() > 5)
                .reduce(message, (text, part) -> text.replace(part, "***"));
        return (e instanceof SSLException ? "TLS with " : "") + host + ": " + harmless;
    }

    /** What it opened is closed; the connections of others stay. */
    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
    }
}
