package io.earshot.http;

import java.util.Set;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Keeps threads of the server free for probes. A reader that does not read holds a thread while its answer is written, until
 * the write times out; enough of them would hold every thread. Beyond a number, requests are asked to come back at once.
 */
final class Turnstile extends Handler.Wrapper {
    /** Answers of a few bytes, and streams, which have threads of their own and a limit of their own. */
    private static final Set<String> FREE = Set.of("/live", "/ready", "/api/events/stream", "/api/live");

    private final Semaphore threads;

    /** @param most how many requests hold a thread at a time */
    Turnstile(int most) {
        this.threads = new Semaphore(most);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (FREE.contains(Request.getPathInContext(request))) {
            return super.handle(request, response, callback);
        }
        if (!threads.tryAcquire()) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
            Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
            return true;
        }
        try {
            return super.handle(request, response, callback);
        } finally {
            threads.release();
        }
    }
}
