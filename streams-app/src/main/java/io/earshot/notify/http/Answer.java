package io.earshot.notify.http;

import io.earshot.notify.Outcome;
import java.time.Clock;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Response;

/** What a server's answer means. */
final class Answer {
    private static final int MOST_REASON_CHARS = 60;

    private Answer() {}

    static Outcome of(Response response, Clock clock) {
        int status = response.code();
        if (status >= 200 && status < 300) {
            return new Outcome.Delivered();
        }
        if (status >= 300 && status < 400) {
            return new Outcome.Gone(redirect(response));
        }
        return switch (status) {
            case 410 -> new Outcome.Gone("the server answers 410 Gone: it wants nothing any more");
            case 413 -> new Outcome.Refused("the server answers 413: the message is too large for it");
            case 400, 415, 422 -> new Outcome.Refused(said(response) + ": it does not understand the message");
            case 401, 403 -> later(said(response) + ": secret, token or address is wrong", response, clock);
            case 404 -> later(said(response) + ": is the address right?", response, clock);
            default -> later(said(response), response, clock);
        };
    }

    private static Outcome later(String reason, Response response, Clock clock) {
        return new Outcome.Later(reason, RetryAfter.of(response.header("Retry-After"), clock));
    }

    private static String said(Response response) {
        String words = response.message().replaceAll("[^\\x20-\\x7e]", "").strip();
        String reason = words.length() > MOST_REASON_CHARS ? words.substring(0, MOST_REASON_CHARS) : words;
        return "the server answers " + response.code() + (reason.isEmpty() ? "" : " " + reason);
    }

    /** Whoever follows it sends a GET, and tells nobody. The host is all that is shown of where it leads. */
    private static String redirect(Response response) {
        String host = Optional.ofNullable(response.header("Location"))
                .map(response.request().url()::resolve)
                .map(HttpUrl::host)
                .map(name -> " to " + name)
                .orElse("");
        return "the server answers " + response.code() + ", a redirect" + host
                + ", which is not followed: change the receiver's address";
    }
}
