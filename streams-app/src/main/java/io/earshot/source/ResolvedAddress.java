package io.earshot.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/** An address with its secrets, as long as it is being opened. Its texts are not for messages, except {@link #redact}. */
public final class ResolvedAddress {
    private static final int LEAST_SECRET_CHARS = 3;

    private final StreamAddress address;
    private final String user;
    private final String password;
    private final String query;
    private final List<String> secrets;

    private ResolvedAddress(StreamAddress address, String user, String password, String query, List<String> secrets) {
        this.address = address;
        this.user = user;
        this.password = password;
        this.query = query;
        this.secrets = secrets;
    }

    /** @throws IOException if a reference leads to nothing, or may not be read */
    public static ResolvedAddress of(StreamAddress address, SecretReferences references) throws IOException {
        List<String> secrets = new ArrayList<>();
        String user = null;
        String password = null;
        if (address.userInfo() != null) {
            int colon = MaskedReferences.colon(address.userInfo());
            String before = colon < 0 ? address.userInfo() : address.userInfo().substring(0, colon);
            user = references.resolve(Percent.decode(before), secrets);
            if (colon >= 0) {
                password = references.resolve(Percent.decode(address.userInfo().substring(colon + 1)), secrets);
                secrets.add(password);
            }
        }
        secrets.addAll(QuerySecrets.literals(address.query()));
        return new ResolvedAddress(address, user, password, query(address.query(), references, secrets), secrets);
    }

    /** An address that came from elsewhere: what looks like a reference in it is none. */
    public static ResolvedAddress ofLiteral(StreamAddress address) {
        String info = address.userInfo();
        int colon = info == null ? -1 : info.indexOf(':');
        String user = info == null ? null : Percent.decode(colon < 0 ? info : info.substring(0, colon));
        String password = colon < 0 ? null : Percent.decode(info.substring(colon + 1));
        List<String> secrets = new ArrayList<>(QuerySecrets.literals(address.query()));
        if (password != null) {
            secrets.add(password);
        }
        return new ResolvedAddress(address, user, password, address.query(), secrets);
    }

    /** Another address at the same host, opened by the same user unless it names one. */
    public ResolvedAddress sibling(StreamAddress other) {
        if (other.userInfo() != null) {
            return ofLiteral(other);
        }
        return new ResolvedAddress(other, user, password, other.query(), secrets);
    }

    private static String query(String query, SecretReferences references, List<String> secrets) throws IOException {
        StringBuilder resolved = new StringBuilder();
        Matcher matcher = MaskedReferences.REFERENCE.matcher(query);
        int end = 0;
        while (matcher.find()) {
            resolved.append(query, end, matcher.start())
                    .append(Percent.encode(references.resolve(matcher.group(), secrets)));
            end = matcher.end();
        }
        return resolved.append(query, end, query.length()).toString();
    }

    /** What was written. */
    public StreamAddress address() {
        return address;
    }

    /** The user's name, decoded; null if there is none. */
    public String user() {
        return user;
    }

    /** The password, decoded; null if there is none. */
    public String password() {
        return password;
    }

    /** The whole URL. */
    public String text() {
        return text(address.hostAndPort(), true);
    }

    /** The URL without what stands before the host. */
    public String textWithoutUser() {
        return text(address.hostAndPort(), false);
    }

    /** The whole URL with another host, so that what was checked is what is connected. */
    public String textAt(String hostAndPort) {
        return text(hostAndPort, true);
    }

    /** The same without its query. */
    public String textWithoutQueryAt(String hostAndPort) {
        String text = text(hostAndPort, true);
        return query.isEmpty() ? text : text.substring(0, text.length() - query.length() - 1);
    }

    /** The query's parameters, decoded, in their order. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String part : query.split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parameters.put(part.substring(0, equals), Percent.decode(part.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private String text(String hostAndPort, boolean withUser) {
        String before = user == null || !withUser
                ? ""
                : Percent.encode(user) + (password == null ? "" : ":" + Percent.encode(password)) + "@";
        return address.protocol().text() + "://" + before + hostAndPort + address.path()
                + (query.isEmpty() ? "" : "?" + query);
    }

    /** A message of somebody else's, without the secrets that may be in it; on one line. */
    public String redact(String message) {
        String redacted = String.valueOf(message).replaceAll("\\p{Cntrl}+", " ");
        if (address.protocol().isNetworked()) {
            redacted = redacted.replace(text(), address.redacted()).replace(textWithoutUser(), address.redacted());
        }
        for (String secret : secrets) {
            if (secret.length() >= LEAST_SECRET_CHARS) {
                redacted = redacted.replace(secret, MaskedReferences.HIDDEN)
                        .replace(Percent.encode(secret), MaskedReferences.HIDDEN);
            }
        }
        return redacted;
    }

    /** A further text of the source, such as a header, with its secrets; they are kept out of messages too. */
    public String resolve(String text, SecretReferences references) throws IOException {
        return references.resolve(text, secrets);
    }
}
