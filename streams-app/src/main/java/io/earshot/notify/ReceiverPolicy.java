package io.earshot.notify;

import io.earshot.source.NetworkRules;
import io.earshot.source.NotAllowedException;
import io.earshot.source.Protocol;
import io.earshot.source.SecretReferences;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Which addresses receivers may have, by setting, and which secrets they may name: whoever may write a receiver could
 * otherwise reach what only this machine can. Safe for use by several threads.
 */
public final class ReceiverPolicy {
    private final NetworkRules networks;
    private final SecretReferences secrets;

    private ReceiverPolicy(NetworkRules networks, SecretReferences secrets) {
        this.networks = networks;
        this.secrets = secrets;
    }

    /**
     * That of a service. Lists are comma-separated.
     *
     * @param networks any, public, private, loopback, and networks such as 10.0.0.0/8
     * @param secrets variables (which may end in '*') and folders that receivers may refer to
     * @param environment variables by name
     * @throws IllegalArgumentException if a list cannot be read
     */
    public static ReceiverPolicy of(String networks, String secrets, Map<String, String> environment) {
        return new ReceiverPolicy(
                new NetworkRules(items(networks)), new SecretReferences(environment, items(secrets), "notify.secrets"));
    }

    /**
     * Those of a host's addresses that may be connected to. What is checked must be what is connected to.
     *
     * @param host as it was written, in messages
     * @throws NotAllowedException if there is none
     */
    public List<InetAddress> allowed(String host, List<InetAddress> addresses) throws NotAllowedException {
        List<InetAddress> allowed = addresses.stream()
                .filter(address -> networks.allows(address, Protocol.HTTP))
                .toList();
        if (allowed.isEmpty()) {
            throw new NotAllowedException("connections to " + host + " are not allowed (setting notify.networks)");
        }
        return allowed;
    }

    /**
     * A text with secrets in the place of references. Never show or log it.
     *
     * @param read gets each secret
     * @throws ReceiverRefusedException if one may not be read, or is not there
     */
    public String resolve(String text, List<String> read) throws ReceiverRefusedException {
        try {
            return secrets.resolve(text, read);
        } catch (IOException e) {
            throw new ReceiverRefusedException(String.valueOf(e.getMessage()));
        }
    }

    private static List<String> items(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
