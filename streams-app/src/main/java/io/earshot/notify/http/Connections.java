package io.earshot.notify.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import okhttp3.Call;
import okhttp3.EventListener;

/** Tells whether a call failed because the server had closed a connection that was kept open. For one call. */
final class Connections extends EventListener {
    private volatile boolean isNew;
    private volatile boolean isAnswered;

    /** Whether the call used a kept connection and nothing came back on it. */
    boolean wasStale() {
        return !isNew && !isAnswered;
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        isNew = true;
    }

    @Override
    public void responseHeadersEnd(Call call, okhttp3.Response response) {
        isAnswered = true;
    }
}
