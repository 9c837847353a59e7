package io.earshot.notify.http;

import io.earshot.notify.Notification;
import io.earshot.notify.Receiver;
import io.earshot.notify.ReceiverPolicy;
import io.earshot.notify.ReceiverRefusedException;
import io.earshot.notify.Words;
import io.earshot.source.OpenOptions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import okhttp3.HttpUrl;

/** How each kind of receiver wants to be told. */
final class PostForms {
    static final String SECRET = "secret";
    static final String TOKEN = "token";
    static final String TEMPLATE = "template";
    static final String PRIORITY = "priority";

    /** Texts are cut: a chat room refuses a message that is too long. */
    private static final int MOST_CHARS = 1_800;

    private static final int MOST_HEADLINE_CHARS = 140;

    private PostForms() {}

    static PostForm of(Receiver receiver, HttpUrl url, ReceiverPolicy policy, Clock clock)
            throws ReceiverRefusedException {
        Map<String, String> headers = headers(receiver, policy);
        return switch (receiver.kind()) {
            case WEBHOOK -> webhook(receiver, headers, policy, clock);
            case SLACK -> chat("slack", headers, PostForms::slackText);
            case DISCORD -> chat("discord", headers, UnaryOperator.identity());
            case TEAMS -> chat("teams", headers, UnaryOperator.identity());
            case NTFY -> ntfy(receiver, url, headers, policy);
            case ALERTMANAGER, MQTT, MAIL ->
                throw new ReceiverRefusedException(receiver.kind() + " is not told by plain HTTP requests");
        };
    }

    /** Where to post to: ntfy takes JSON at its root. */
    static HttpUrl target(Receiver receiver, HttpUrl url) {
        return switch (receiver.kind()) {
            case NTFY ->
                url.newBuilder()
                        .removePathSegment(url.pathSize() - 1)
                        .query(null)
                        .build();
            default -> url;
        };
    }

    private static Map<String, String> headers(Receiver receiver, ReceiverPolicy policy)
            throws ReceiverRefusedException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "Earshot");
        for (Map.Entry<String, String> header :
                OpenOptions.of(receiver.options()).headers().entrySet()) {
            headers.put(header.getKey(), policy.resolve(header.getValue(), new ArrayList<>()));
        }
        return headers;
    }

    private static PostForm webhook(Receiver receiver, Map<String, String> headers, ReceiverPolicy policy, Clock clock)
            throws ReceiverRefusedException {
        String reference = receiver.options().get(SECRET);
        if (reference == null) {
            throw new ReceiverRefusedException("a webhook needs the option " + SECRET + " to sign with");
        }
        StandardSignature signature = new StandardSignature(policy.resolve(reference, new ArrayList<>()));
        String written = receiver.options().get(TEMPLATE);
        JsonTemplate template = written == null ? null : template(written);
        return notification -> {
            byte[] body = template == null
                    ? WebhookBody.of(notification, clock.instant())
                    : template.filled(TemplateValues.of(notification));
            Map<String, String> signed = new LinkedHashMap<>(headers);
            signed.putAll(signature.headers(notification.id(), clock.instant(), body));
            return new HttpPost(signed, body);
        };
    }

    private static JsonTemplate template(String written) throws ReceiverRefusedException {
        try {
            return JsonTemplate.of(written, TemplateValues.NAMES);
        } catch (IllegalArgumentException e) {
            throw new ReceiverRefusedException(e.getMessage());
        }
    }

    private static PostForm chat(String name, Map<String, String> headers, UnaryOperator<String> escaped) {
        JsonTemplate template = JsonTemplate.named(name, TemplateValues.INNER_NAMES);
        return notification -> new HttpPost(headers, template.filled(values(notification, escaped)));
    }

    private static Map<String, String> values(Notification notification, UnaryOperator<String> escaped) {
        Map<String, String> values = new LinkedHashMap<>();
        TemplateValues.of(notification).forEach((name, value) -> values.put(name, escaped.apply(shortened(value))));
        values.put("headline", headline(Words.title(notification)));
        return values;
    }

    private static String headline(String title) {
        return title.length() <= MOST_HEADLINE_CHARS ? title : title.substring(0, MOST_HEADLINE_CHARS) + " ...";
    }

    private static String shortened(String text) {
        return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS) + " ...";
    }

    /** Slack reads these three as the beginning of links and mentions. */
    private static String slackText(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static PostForm ntfy(Receiver receiver, HttpUrl url, Map<String, String> headers, ReceiverPolicy policy)
            throws ReceiverRefusedException {
        String topic = url.pathSegments().get(url.pathSize() - 1);
        if (!topic.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new ReceiverRefusedException("the address of ntfy ends with a topic: https://ntfy.example/TOPIC");
        }
        Map<String, String> all = new LinkedHashMap<>(headers);
        String token = receiver.options().get(TOKEN);
        if (token != null) {
            all.put("Authorization", "Bearer " + policy.resolve(token, new ArrayList<>()));
        }
        JsonTemplate template =
                JsonTemplate.named("ntfy", TemplateValues.INNER_NAMES).with(PRIORITY, priority(receiver));
        return notification -> {
            Map<String, String> values = values(notification, UnaryOperator.identity());
            values.put("topic", topic);
            return new HttpPost(all, template.filled(values));
        };
    }

    private static int priority(Receiver receiver) throws ReceiverRefusedException {
        String priority = receiver.options().getOrDefault(PRIORITY, "3");
        if (!priority.matches("[1-5]")) {
            throw new ReceiverRefusedException("option " + PRIORITY + " is 1 to 5");
        }
        return Integer.parseInt(priority);
    }
}
