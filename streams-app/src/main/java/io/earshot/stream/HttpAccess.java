package io.earshot.stream;

import io.earshot.source.AllowedSockets;
import io.earshot.source.NotAllowedException;
import io.earshot.source.Protocol;
import io.earshot.source.StreamPolicy;
import java.io.Closeable;
import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** Asks servers, at addresses that are allowed; follows redirects itself, so that each is checked. */
final class HttpAccess implements Closeable {
    private static final int MOST_REDIRECTS = 5;
    private static final int IDLE_CONNECTIONS = 16;
    private static final int IDLE_SECONDS = 20;

    private final OkHttpClient client;
    private final StreamPolicy policy;
    private final String userAgent;

    /** @param quiet how long a server may say nothing before the connection counts as dead */
    HttpAccess(StreamPolicy policy, String userAgent, Duration quiet) {
        AllowedSockets sockets = new AllowedSockets(
                (host, addresses) -> policy.allowed(host, addresses, io.earshot.source.Protocol.HTTP));
        this.policy = policy;
        this.userAgent = userAgent;
        this.client = new OkHttpClient.Builder()
                .dns(host -> sockets.allowed(host, Dns.SYSTEM.lookup(host)))
                .socketFactory(sockets)
                // A proxy would connect for us to what was not checked.
                .proxy(Proxy.NO_PROXY)
                .protocols(List.of(okhttp3.Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
                .cookieJar(CookieJar.NO_COOKIES)
                .cache(null)
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(Duration.ofSeconds(10))
                .readTimeout(quiet)
                .writeTimeout(quiet)
                .build();
    }

    /**
     * The answer of a server that has what is asked for.
     *
     * @param opening is told of each request, so that it can be ended from another thread
     * @throws StreamRefusedException if it has not, with its reason
     * @throws IOException if it cannot be reached
     */
    HttpAnswer get(HttpRequest first, Cancellation opening) throws IOException {
        HttpRequest request = first;
        for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
            requireAllowed(request.url());
            HttpAnswer answer = execute(request, opening);
            HttpUrl next = answer.redirect();
            if (next == null) {
                return answer.requireSuccess();
            }
            answer.close();
            request = request.to(next);
        }
        throw new StreamRefusedException(
                "more than " + MOST_REDIRECTS + " redirects", StreamRefusedException.Retry.SLOWLY);
    }

    private HttpAnswer execute(HttpRequest request, Cancellation opening) throws IOException {
        Call call = client.newCall(request.build(userAgent));
        Runnable cancel = call::cancel;
        opening.add(cancel);
        try {
            return new HttpAnswer(request, call.execute(), () -> opening.remove(cancel));
        } catch (IOException e) {
            opening.remove(cancel);
            throw HttpFailures.explained(e, request.url());
        }
    }

    private void requireAllowed(HttpUrl url) throws NotAllowedException {
        policy.requireProtocol(url.isHttps() ? Protocol.HTTPS : Protocol.HTTP);
    }

    /** Ends what is open. */
    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
    }
}
