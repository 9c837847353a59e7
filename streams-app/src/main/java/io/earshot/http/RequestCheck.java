package io.earshot.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Rejects malformed requests to the API before anything reads them. */
final class RequestCheck implements Handler {
    /** Most bytes of a body. */
    static final long MOST_BYTES = 1 << 20;

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    @Override
    public void handle(Context ctx) {
        if (!isOfApi(ctx)) {
            return;
        }
        requireEncoded("path", ctx.path());
        requireEncoded("parameters", ctx.queryString());
        if (ctx.req().getContentLengthLong() > MOST_BYTES) {
            throw tooLarge();
        }
        if (WITH_BODY.contains(ctx.req().getMethod()) && hasBody(ctx) && !isJson(ctx)) {
            // A page of another origin can send other content types without a preflight request.
            throw new ProblemException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "the content type must be application/json");
        }
    }

    static ProblemException tooLarge() {
        return new ProblemException(
                HttpStatus.CONTENT_TOO_LARGE, "the body has more than " + MOST_BYTES + " bytes, which is the most");
    }

    static boolean isOfApi(Context ctx) {
        return ctx.path().equals("/api") || ctx.path().startsWith("/api/");
    }

    private static boolean hasBody(Context ctx) {
        return ctx.req().getContentLengthLong() > 0 || ctx.header("Transfer-Encoding") != null;
    }

    /** The type itself, with parameters or without. */
    private static boolean isJson(Context ctx) {
        String type = ctx.contentType();
        return type != null
                && type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals("application/json");
    }

    private static void requireEncoded(String what, String text) {
        if (text != null && !isEncoded(text)) {
            throw new IllegalArgumentException("the " + what + " must be UTF-8, percent-encoded");
        }
    }

    private static boolean isEncoded(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int high = c == '%' ? digit(text, i + 1) : 0;
            int low = c == '%' ? digit(text, i + 2) : 0;
            if (c > '~' || c < ' ' || high < 0 || low < 0) {
                return false;
            }
            bytes.put((byte) (c == '%' ? high * 16 + low : c));
            i += c == '%' ? 2 : 0;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static int digit(String text, int at) {
        return at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
    }
}
