package io.earshot.notify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A receiver's address and options, with secrets in the place of references; its texts are not for messages. */
public final class ReceiverOptions {
    private static final int LEAST_SECRET_CHARS = 3;

    private final Receiver receiver;
    private final ReceiverPolicy policy;
    private final List<String> secrets = new ArrayList<>();

    private ReceiverOptions(Receiver receiver, ReceiverPolicy policy) {
        this.receiver = receiver;
        this.policy = policy;
    }

    /**
     * @param known names of the options that the kind has
     * @throws ReceiverRefusedException if it has another
     */
    public static ReceiverOptions of(Receiver receiver, ReceiverPolicy policy, Set<String> known)
            throws ReceiverRefusedException {
        Set<String> unknown = new TreeSet<>(receiver.options().keySet());
        unknown.removeAll(known);
        unknown.remove(RetryPolicy.GIVE_UP_HOURS);
        if (!unknown.isEmpty()) {
            throw new ReceiverRefusedException("unknown option " + String.join(", ", unknown) + "; there are "
                    + String.join(", ", new TreeSet<>(known)));
        }
        return new ReceiverOptions(receiver, policy);
    }

    /** The whole address. */
    public String address() throws ReceiverRefusedException {
        return policy.resolve(receiver.address(), secrets).strip();
    }

    /** The server that the address names. */
    public ServerAddress server(Map<String, Integer> ports) throws ReceiverRefusedException {
        return ServerAddress.parse(address(), ports);
    }

    /** An option as a text, or what it is unless it is set. */
    public String text(String name, String otherwise) throws ReceiverRefusedException {
        String value = receiver.options().get(name);
        return value == null ? otherwise : policy.resolve(value, secrets).strip();
    }

    /** A text that is kept out of messages, whether it was written as a reference or not. */
    public String secret(String name) throws ReceiverRefusedException {
        String value = text(name, "");
        secrets.add(value);
        return value;
    }

    /** @throws ReceiverRefusedException if the option is not there */
    public String required(String name) throws ReceiverRefusedException {
        String value = text(name, "");
        if (value.isEmpty()) {
            throw new ReceiverRefusedException("the option " + name + " is missing");
        }
        return value;
    }

    /** @throws ReceiverRefusedException if it is neither true nor false */
    public boolean flag(String name, boolean otherwise) throws ReceiverRefusedException {
        return choice(name, String.valueOf(otherwise), "true", "false").equals("true");
    }

    /** @throws ReceiverRefusedException if it is none of the choices */
    public String choice(String name, String otherwise, String... choices) throws ReceiverRefusedException {
        String value = text(name, otherwise);
        if (!Arrays.asList(choices).contains(value)) {
            throw new ReceiverRefusedException("the option " + name + " is one of " + String.join(", ", choices));
        }
        return value;
    }

    /** @throws ReceiverRefusedException if it is no whole number, or out of range */
    public int number(String name, int otherwise, int least, int most) throws ReceiverRefusedException {
        String value = text(name, String.valueOf(otherwise));
        int number = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : -1;
        if (number < least || number > most) {
            throw new ReceiverRefusedException("the option " + name + " is a number from " + least + " to " + most);
        }
        return number;
    }

    /** A message of somebody else's, on one line and without the receiver's secrets. */
    public String redact(String message) {
        String redacted = String.valueOf(message).replaceAll("\\p{Cntrl}+", " ").strip();
        for (String secret : secrets) {
            if (secret.length() >= LEAST_SECRET_CHARS) {
                redacted = redacted.replace(secret, "***");
            }
        }
        return redacted;
    }
}
