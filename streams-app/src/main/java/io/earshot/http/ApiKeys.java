package io.earshot.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The keys of the API. Only their SHA-256 is kept: a key is long and random, so that a slow hash would protect nothing more.
 * A key is written {@code NAME ROLE KEY}, where KEY is the key itself or {@code sha256:} and its digest in hex.
 */
public final class ApiKeys {
    /** No keys. */
    public static final ApiKeys NONE = new ApiKeys(List.of());

    private static final int LEAST_CHARS = 24;
    private static final int MOST_KEYS = 1_000;
    private static final String DIGEST = "sha256:";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._~+/=-]{1,512}");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Set<String> RESERVED = Set.of(Caller.LOCAL.name(), Caller.ANONYMOUS.name());

    private final List<Key> keys;

    private ApiKeys(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads keys.
     *
     * @param lines a key each; blank lines, and those that begin with '#', are left out
     * @param where they stand, for messages
     * @throws IllegalArgumentException if a line is malformed; the message holds nothing of a key
     */
    public static ApiKeys of(List<String> lines, String where) {
        List<Key> keys = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                Key key = key(line, where + ", key " + (i + 1));
                if (!names.add(key.caller.name())) {
                    throw new IllegalArgumentException(where + " has two keys named " + key.caller.name());
                }
                keys.add(key);
            }
        }
        if (keys.size() > MOST_KEYS) {
            throw new IllegalArgumentException(where + " has more than " + MOST_KEYS + " keys");
        }
        return new ApiKeys(keys);
    }

    private static Key key(String line, String where) {
        String[] parts = line.split("\\s+", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException(where + " must have three parts: NAME ROLE KEY");
        }
        if (!NAME.matcher(parts[0]).matches() || RESERVED.contains(parts[0].toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    where
                            + " needs a name of letters, digits, '.', '_', '@' and '-', at most 64, but not local or anonymous");
        }
        return new Key(new Caller(parts[0], permission(parts[1], where)), digest(parts[2], where));
    }

    private static Permission permission(String role, String where) {
        for (Permission permission : Permission.values()) {
            if (permission.word().equals(role.toLowerCase(Locale.ROOT))) {
                return permission;
            }
        }
        throw new IllegalArgumentException(where + " needs a role: read, operate or admin");
    }

    private static byte[] digest(String written, String where) {
        if (written.startsWith(DIGEST)) {
            String hex = written.substring(DIGEST.length());
            if (!HEX.matcher(hex).matches()) {
                throw new IllegalArgumentException(where + " needs 64 hexadecimal digits after " + DIGEST);
            }
            return HexFormat.of().parseHex(hex.toLowerCase(Locale.ROOT));
        }
        if (written.length() < LEAST_CHARS || !KEY.matcher(written).matches()) {
            throw new IllegalArgumentException(where + " needs a key of at least " + LEAST_CHARS
                    + " letters, digits and ._~+/=-, for example from: openssl rand -hex 32");
        }
        return sha256(written);
    }

    /**
     * All of both.
     *
     * @throws IllegalArgumentException if a name is in both
     */
    ApiKeys and(ApiKeys others) {
        for (Key key : keys) {
            if (others.keys.stream().anyMatch(other -> other.caller.name().equals(key.caller.name()))) {
                throw new IllegalArgumentException("two keys are named " + key.caller.name());
            }
        }
        List<Key> all = new ArrayList<>(keys);
        all.addAll(others.keys);
        return new ApiKeys(all);
    }

    /** Whose key this is. Takes as long for a wrong key as for a right one. */
    Optional<Caller> find(String key) {
        byte[] digest = sha256(key);
        Caller found = null;
        for (Key each : keys) {
            if (MessageDigest.isEqual(each.sha256, digest)) {
                found = each.caller;
            }
        }
        return Optional.ofNullable(found);
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    int size() {
        return keys.size();
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private record Key(Caller caller, byte[] sha256) {}
}
