package io.earshot.source;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which addresses may be opened, by setting: whoever may write a source could otherwise reach what only this machine can.
 * It is asked for each address on the way to the audio: redirects, entries of play lists, segments.
 */
public final class StreamPolicy {
    /** The default of {@code source.protocols}: what comes over a network, and files of the folders that are named. */
    public static final String DEFAULT_PROTOCOLS = "http,https,rtsp,rtsps,rtmp,rtmps,srt,udp,rtp,file";

    /** The default of {@code source.networks}. */
    public static final String DEFAULT_NETWORKS = NetworkRules.ANY;

    /** The default of {@code source.secrets}. */
    public static final String DEFAULT_SECRETS = "SOURCE_*,/run/secrets";

    private final Set<Protocol> protocols;
    private final NetworkRules networks;
    private final boolean allFiles;
    private final List<Path> folders;
    private final SecretReferences secrets;

    private StreamPolicy(
            Set<Protocol> protocols,
            NetworkRules networks,
            boolean allFiles,
            List<Path> folders,
            SecretReferences secrets) {
        this.protocols = protocols;
        this.networks = networks;
        this.allFiles = allFiles;
        this.folders = folders;
        this.secrets = secrets;
    }

    /**
     * That of a service, whose sources anybody may have written. Lists are comma-separated.
     *
     * @param protocols names of protocols
     * @param networks any, public, private, loopback, and networks such as 10.0.0.0/8
     * @param folders below which files and folders may be opened; none if empty
     * @param secrets variables (which may end in '*') and folders that addresses may refer to
     * @param environment variables by name
     * @throws IllegalArgumentException if a list cannot be read
     */
    public static StreamPolicy ofService(
            String protocols, String networks, String folders, String secrets, Map<String, String> environment) {
        EnumSet<Protocol> allowed = EnumSet.noneOf(Protocol.class);
        for (String name : items(protocols)) {
            allowed.add(Protocol.of(name)
                    .orElseThrow(() -> new IllegalArgumentException(name + " is none of the protocols "
                            + Arrays.stream(Protocol.values())
                                    .map(Protocol::text)
                                    .collect(Collectors.joining(", ")))));
        }
        return new StreamPolicy(
                allowed,
                new NetworkRules(items(networks)),
                false,
                items(folders).stream().map(Path::of).toList(),
                new SecretReferences(environment, items(secrets)));
    }

    /** That of a command whose user names the source: what he may read he may open. */
    public static StreamPolicy ofConsole(Map<String, String> environment) {
        return new StreamPolicy(
                EnumSet.allOf(Protocol.class),
                new NetworkRules(List.of(NetworkRules.ANY)),
                true,
                List.of(),
                new SecretReferences(environment, List.of("*", "/")));
    }

    /** What resolves references in addresses. */
    public SecretReferences secrets() {
        return secrets;
    }

    /** @throws NotAllowedException if nothing is opened by that protocol */
    public void requireProtocol(Protocol protocol) throws NotAllowedException {
        if (!protocols.contains(protocol)) {
            throw new NotAllowedException(
                    "the protocol " + protocol.text() + " is not allowed (setting source.protocols)");
        }
    }

    /** Whether connections to an address are allowed. */
    public boolean allows(InetAddress address, Protocol protocol) {
        return networks.allows(address, protocol);
    }

    /**
     * Those of a host's addresses that may be connected to.
     *
     * @param host as it was written, in messages
     * @param addresses all that it has
     * @throws NotAllowedException if there is none
     */
    public List<InetAddress> allowed(String host, List<InetAddress> addresses, Protocol protocol)
            throws NotAllowedException {
        List<InetAddress> allowed =
                addresses.stream().filter(address -> allows(address, protocol)).toList();
        if (allowed.isEmpty()) {
            throw new NotAllowedException("connections to " + host + " are not allowed (setting source.networks)");
        }
        return allowed;
    }

    /**
     * The same for a host by its name or number.
     *
     * @throws UnknownHostException if it has no address
     */
    public List<InetAddress> addresses(String host, Protocol protocol)
            throws NotAllowedException, UnknownHostException {
        return allowed(host, List.of(InetAddress.getAllByName(host)), protocol);
    }

    /**
     * @throws NotAllowedException if files are opened only elsewhere; a file that is not there is told apart only where all
     *     may be opened
     */
    public void requireFile(Path path) throws IOException {
        if (!allFiles && folders.stream().noneMatch(folder -> RealPaths.isBelow(path, folder))) {
            throw new NotAllowedException(
                    "the file is not there, or in none of the folders that may be opened (setting source.folders)");
        }
    }

    private static List<String> items(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
