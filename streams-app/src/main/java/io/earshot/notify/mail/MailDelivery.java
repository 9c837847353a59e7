package io.earshot.notify.mail;

import io.earshot.notify.Delivery;
import io.earshot.notify.Notification;
import io.earshot.notify.Outcome;
import jakarta.mail.Address;
import jakarta.mail.internet.InternetAddress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Sends a notification to all addresses, and at the next try to those that have no answer yet. */
final class MailDelivery implements Delivery {
    private final MailSettings settings;
    private final MailServer server;
    private final UnaryOperator<String> redaction;
    private final Set<Address> accepted = new HashSet<>();
    private final Map<Address, String> refused = new LinkedHashMap<>();
    private String current = "";
    private volatile String problem;

    /** @param redaction takes secrets out of messages */
    MailDelivery(MailSettings settings, MailServer server, UnaryOperator<String> redaction) {
        this.settings = settings;
        this.server = server;
        this.redaction = redaction;
    }

    @Override
    public Outcome deliver(Notification notification) throws InterruptedException {
        if (!notification.id().equals(current)) {
            current = notification.id();
            accepted.clear();
            refused.clear();
        }
        List<InternetAddress> open = settings.to().stream()
                .filter(address -> !accepted.contains(address) && !refused.containsKey(address))
                .toList();
        Sent sent = open.isEmpty()
                ? new Sent(Set.of(), Map.of(), Map.of())
                : server.send(new EventMail(settings, notification), open);
        accepted.addAll(sent.accepted());
        refused.putAll(sent.refused());
        return outcome(sent.later());
    }

    private Outcome outcome(Map<Address, String> later) {
        if (!later.isEmpty()) {
            problem = reason(later);
            return new Outcome.Later(problem, Optional.empty());
        }
        if (!refused.isEmpty()) {
            problem = reason(refused);
            return new Outcome.Refused(problem);
        }
        problem = null;
        return new Outcome.Delivered();
    }

    /** The answers, each with the addresses that got it. */
    private String reason(Map<Address, String> answers) {
        String said = answers.entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue,
                        LinkedHashMap::new,
                        Collectors.mapping(entry -> entry.getKey().toString(), Collectors.joining(", "))))
                .entrySet()
                .stream()
                .map(answer -> answer.getValue() + ": " + answer.getKey())
                .collect(Collectors.joining("; "));
        return redaction.apply(settings.server() + ": " + accepted.size() + " of "
                + settings.to().size() + " addresses have it; " + said);
    }

    @Override
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    @Override
    public void close() {
        server.close();
    }
}
