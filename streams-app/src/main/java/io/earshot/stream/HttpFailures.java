package io.earshot.stream;

import io.earshot.source.NotAllowedException;
import io.earshot.stream.StreamRefusedException.Retry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import okhttp3.HttpUrl;
import okhttp3.Response;

/** Says why a server could not be asked, or has not what it was asked for, and when it makes sense to ask again. */
final class HttpFailures {
    private HttpFailures() {}

    /** A failure of the connection; the message names the host and nothing else of the address. */
    static IOException explained(IOException failure, HttpUrl url) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotAllowedException notAllowed) {
                return notAllowed;
            }
        }
        String host = url.host() + ":" + url.port();
        if (failure instanceof UnknownHostException) {
            return refused("there is no host " + url.host(), Retry.SLOWLY, failure);
        }
        if (failure instanceof SSLException) {
            return refused("TLS with " + host + ": " + words(failure), Retry.SLOWLY, failure);
        }
        if (failure instanceof SocketTimeoutException) {
            return refused(host + " does not answer", Retry.SOON, failure);
        }
        if (failure instanceof ConnectException) {
            return refused(host + " cannot be reached: " + words(failure), Retry.SOON, failure);
        }
        return refused(host + ": the connection broke (" + words(failure) + ")", Retry.SOON, failure);
    }

    /** An answer that is no success. */
    static StreamRefusedException ofStatus(Response response) {
        int status = response.code();
        String answer = "the server answers " + status + " " + reason(status, response.message());
        return new StreamRefusedException(answer, status >= 500 || status == 429 ? Retry.SOON : Retry.SLOWLY);
    }

    private static String reason(int status, String message) {
        return switch (status) {
            case 401 -> "Unauthorized: user or password is wrong or missing";
            case 403 -> "Forbidden: it lets us not listen, or has too many listeners";
            case 404 -> "Not Found: there is no such stream, or the station's encoder is away";
            default -> message.replaceAll("[^\\x20-\\x7e]", "").strip();
        };
    }

    private static StreamRefusedException refused(String message, Retry retry, IOException cause) {
        StreamRefusedException refused = new StreamRefusedException(message, retry);
        refused.initCause(cause);
        return refused;
    }

    private static String words(IOException failure) {
        String message = String.valueOf(failure.getMessage()).replaceAll("\\p{Cntrl}+", " ");
        Throwable cause = failure.getCause();
        boolean telling = failure instanceof ConnectException && cause != null && cause.getMessage() != null;
        return telling ? cause.getMessage().replaceAll("\\p{Cntrl}+", " ") : message;
    }
}
