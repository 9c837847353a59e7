package io.earshot.notify.alertmanager;

import io.earshot.decide.EventPhase;
import io.earshot.notify.Delivery;
import io.earshot.notify.DeliveryOpener;
import io.earshot.notify.Receiver;
import io.earshot.notify.ReceiverOptions;
import io.earshot.notify.ReceiverPolicy;
import io.earshot.notify.ReceiverRefusedException;
import io.earshot.notify.http.HttpDeliveries;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Opens receivers of the kind ALERTMANAGER: its address, such as {@code http://alertmanager:9093}. */
public final class AlertmanagerOpener implements DeliveryOpener {
    private static final Set<String> OPTIONS =
            Set.of("username", "password", "token", "alertname", "lasts-seconds", "forget-minutes");
    private static final String PATH = "/api/v2/alerts";

    private final HttpDeliveries http;
    private final ReceiverPolicy policy;
    private final Clock clock;

    /** @param policy which servers may be connected to, and which secrets may be named */
    public AlertmanagerOpener(ReceiverPolicy policy, Clock clock) {
        this.http = new HttpDeliveries(policy, clock);
        this.policy = policy;
        this.clock = clock;
    }

    @Override
    public Delivery open(Receiver receiver) throws ReceiverRefusedException {
        if (!receiver.route().phases().containsAll(Set.of(EventPhase.OPEN, EventPhase.CLOSE))) {
            throw new ReceiverRefusedException("alerts begin and end: the receiver needs the phases OPEN and CLOSE");
        }
        ReceiverOptions options = ReceiverOptions.of(receiver, policy, OPTIONS);
        Duration lasts = Duration.ofSeconds(options.number("lasts-seconds", 300, 3, 86_400));
        AlertForm form = new AlertForm(options.text("alertname", "Earshot"), lasts, headers(options), clock);
        Delivery posts = http.open(address(options), form);
        return new AlertmanagerDelivery(posts, lasts, forgetAfter(options, receiver), clock);
    }

    /** Without UPDATEs nothing is heard of an event until it ends. */
    private static Duration forgetAfter(ReceiverOptions options, Receiver receiver) throws ReceiverRefusedException {
        boolean isUpdated = receiver.route().phases().contains(EventPhase.UPDATE);
        return Duration.ofMinutes(options.number("forget-minutes", isUpdated ? 60 : 1_440, 1, 100_000));
    }

    private static String address(ReceiverOptions options) throws ReceiverRefusedException {
        String address = options.address().replaceAll("/+$", "");
        if (address.contains("@")) {
            throw new ReceiverRefusedException(
                    "the address holds a user; name him by the options username and password");
        }
        if (address.contains("?") || address.contains("#")) {
            throw new ReceiverRefusedException(
                    "the address is that of Alertmanager itself, as http://alertmanager:9093");
        }
        return address.endsWith(PATH) ? address : address + PATH;
    }

    private static Map<String, String> headers(ReceiverOptions options) throws ReceiverRefusedException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "Earshot");
        String username = options.text("username", "");
        String token = options.secret("token");
        if (!username.isEmpty()) {
            byte[] user = (username + ":" + options.secret("password")).getBytes(StandardCharsets.UTF_8);
            headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
        } else if (!token.isEmpty()) {
            headers.put("Authorization", "Bearer " + token);
        }
        return headers;
    }
}
