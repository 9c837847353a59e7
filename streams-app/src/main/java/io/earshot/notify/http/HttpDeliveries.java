package io.earshot.notify.http;

import io.earshot.notify.Delivery;
import io.earshot.notify.DeliveryOpener;
import io.earshot.notify.Receiver;
import io.earshot.notify.ReceiverPolicy;
import io.earshot.notify.ReceiverRefusedException;
import io.earshot.source.AllowedSockets;
import java.net.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** Opens the ways to receivers that are told by HTTP. Safe for use by several threads. */
public final class HttpDeliveries implements DeliveryOpener {
    /** Of a whole call, from the look-up of the name to the end of the answer. */
    public static final Duration MOST = Duration.ofSeconds(15);

    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final int IDLE_SECONDS = 60;

    private final ReceiverPolicy policy;
    private final Duration most;
    private final Clock clock;

    public HttpDeliveries(ReceiverPolicy policy, Clock clock) {
        this(policy, MOST, clock);
    }

    /** @param most time of a whole call */
    public HttpDeliveries(ReceiverPolicy policy, Duration most, Clock clock) {
        this.policy = policy;
        this.most = most;
        this.clock = clock;
    }

    @Override
    public Delivery open(Receiver receiver) throws ReceiverRefusedException {
        HttpUrl url = url(policy.resolve(receiver.address(), new ArrayList<>()));
        PostForm form = PostForms.of(receiver, url, policy, clock);
        return new HttpDelivery(client(), PostForms.target(receiver, url), form, most, clock);
    }

    /**
     * Opens the way to an address at which requests of another form are made.
     *
     * @throws ReceiverRefusedException if it is no URL of HTTP
     */
    public Delivery open(String address, PostForm form) throws ReceiverRefusedException {
        return new HttpDelivery(client(), url(address), form, most, clock);
    }

    private static HttpUrl url(String address) throws ReceiverRefusedException {
        HttpUrl url = HttpUrl.parse(address);
        if (url == null) {
            throw new ReceiverRefusedException("the address is no URL that begins with https:// or http://");
        }
        return url;
    }

    /** A pool for each receiver: what one does to its connections touches no other. */
    private OkHttpClient client() {
        AllowedSockets sockets = new AllowedSockets(policy::allowed);
        return new OkHttpClient.Builder()
                .dns(host -> sockets.allowed(host, Dns.SYSTEM.lookup(host)))
                .socketFactory(sockets)
                // A proxy would connect for us to what was not checked.
                .proxy(Proxy.NO_PROXY)
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(1, IDLE_SECONDS, TimeUnit.SECONDS))
                .cookieJar(CookieJar.NO_COOKIES)
                .cache(null)
                .followRedirects(false)
                .followSslRedirects(false)
                // Its own repetitions cannot be seen, and so not be counted.
                .retryOnConnectionFailure(false)
                .connectTimeout(CONNECTING.compareTo(most) < 0 ? CONNECTING : most)
                .build();
    }
}
