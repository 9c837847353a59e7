package io.earshot.stream;

import java.util.Map;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * What is asked of a server.
 *
 * @param url without what stands before the host
 * @param headers the user's own, secrets resolved
 * @param authorization a header's value, or empty
 * @param range bytes of the resource, as {@code first-last}; empty: all of it
 */
record HttpRequest(HttpUrl url, Map<String, String> headers, String authorization, String range) {
    /** @param password may be null */
    static String basic(String user, String password) {
        return Credentials.basic(user, password == null ? "" : password, java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Another resource that the server, or a list from it, names; what proves who we are goes to the same server only. */
    HttpRequest to(HttpUrl other) {
        boolean same = url.host().equals(other.host())
                && url.port() == other.port()
                && url.scheme().equals(other.scheme());
        return new HttpRequest(other, same ? headers : Map.of(), same ? authorization : "", "");
    }

    /** The same, of its bytes those from one to another, both included. */
    HttpRequest range(long first, long last) {
        return new HttpRequest(url, headers, authorization, first + "-" + last);
    }

    Request build(String userAgent) {
        Request.Builder request = new Request.Builder()
                .url(url)
                .header("User-Agent", userAgent)
                .header("Accept", "*/*")
                // Not to be compressed: a live stream would come in blocks.
                .header("Accept-Encoding", "identity")
                .header("Icy-MetaData", "1");
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        if (!range.isEmpty()) {
            request.header("Range", "bytes=" + range);
        }
        headers.forEach(request::header);
        return request.build();
    }
}
