package io.earshot.notify.http;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.earshot.notify.ReceiverRefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Signs after the Standard Webhooks specification. */
final class StandardSignature {
    private static final String PREFIX = "whsec_";
    private static final int LEAST_BYTES = 24;
    private static final int MOST_BYTES = 64;

    private final Webhook webhook;

    /**
     * @param secret {@code whsec_} and 24 to 64 bytes in standard base64; libraries of different languages read any other form
     *     differently, or not at all
     * @throws ReceiverRefusedException if it is none; the message does not hold it
     */
    StandardSignature(String secret) throws ReceiverRefusedException {
        this.webhook = new Webhook(bytes(secret));
    }

    private static byte[] bytes(String secret) throws ReceiverRefusedException {
        try {
            String base64 = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : "";
            byte[] bytes = Base64.getDecoder().decode(base64);
            boolean isStandard = Base64.getEncoder().encodeToString(bytes).equals(base64);
            if (isStandard && bytes.length >= LEAST_BYTES && bytes.length <= MOST_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Said below; the decoder's words would show a part of it.
        }
        throw new ReceiverRefusedException("the secret is not whsec_ and " + LEAST_BYTES + " to " + MOST_BYTES
                + " bytes in standard base64, as in: echo whsec_$(openssl rand -base64 32)");
    }

    /**
     * The headers of a message.
     *
     * @param id of the message
     * @param time of this attempt
     * @param body in UTF-8
     */
    Map<String, String> headers(String id, Instant time, byte[] body) {
        try {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("webhook-id", id);
            headers.put("webhook-timestamp", Long.toString(time.getEpochSecond()));
            headers.put(
                    "webhook-signature",
                    webhook.sign(id, time.getEpochSecond(), new String(body, StandardCharsets.UTF_8)));
            return headers;
        } catch (WebhookSigningException e) {
            throw new IllegalStateException("this Java cannot sign by HMAC-SHA256", e);
        }
    }
}
