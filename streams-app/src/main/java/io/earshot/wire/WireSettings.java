package io.earshot.wire;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings of the wire format.
 *
 * @param registryUrls base URLs of one schema registry, in the order of trying; empty: no registry
 * @param authorization value of the Authorization header for the registry
 * @param autoRegister whether a schema that the registry does not have is registered when first written
 * @param serializerClass Kafka serializer that writes all records in place of ours
 * @param deserializerClass Kafka deserializer that reads all records in place of ours
 */
record WireSettings(
        List<URI> registryUrls,
        Optional<String> authorization,
        boolean autoRegister,
        Optional<String> serializerClass,
        Optional<String> deserializerClass) {
    static final String REGISTRY_URL = "schema.registry.url";
    static final String BASIC_AUTH = "schema.registry.basic.auth.user.info";
    static final String BEARER_TOKEN = "schema.registry.bearer.token";
    static final String AUTO_REGISTER = "schema.registry.auto.register";
    static final String SERIALIZER_CLASS = "value.serializer.class";
    static final String DESERIALIZER_CLASS = "value.deserializer.class";

    /** @throws IllegalArgumentException if the settings contradict themselves; the message names the key */
    static WireSettings of(Map<String, String> settings) {
        Optional<String> serializer = text(settings, SERIALIZER_CLASS);
        Optional<String> deserializer = text(settings, DESERIALIZER_CLASS);
        if (serializer.isPresent() != deserializer.isPresent()) {
            throw new IllegalArgumentException(
                    SERIALIZER_CLASS + " and " + DESERIALIZER_CLASS + ": set both or neither");
        }
        return new WireSettings(
                urls(settings), authorization(settings), autoRegister(settings), serializer, deserializer);
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return "WireSettings[registryUrls=" + registryUrls + ", autoRegister=" + autoRegister + ", serializerClass="
                + serializerClass + ", deserializerClass=" + deserializerClass + "]";
    }

    private static List<URI> urls(Map<String, String> settings) {
        return text(settings, REGISTRY_URL).stream()
                .flatMap(urls -> Stream.of(urls.split(",")))
                .map(String::strip)
                .filter(url -> !url.isEmpty())
                .map(WireSettings::url)
                .toList();
    }

    private static URI url(String text) {
        URI url = parse(text.replaceAll("/+$", ""));
        if (url.getUserInfo() != null) {
            throw new IllegalArgumentException(REGISTRY_URL + " has a user in it, which belongs in " + BASIC_AUTH);
        }
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!web || url.getHost() == null) {
            throw new IllegalArgumentException(REGISTRY_URL + " " + text + " must be http://HOST or https://HOST");
        }
        return url;
    }

    private static URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(REGISTRY_URL + " is not a URL: " + e.getReason(), e);
        }
    }

    private static Optional<String> authorization(Map<String, String> settings) {
        Optional<String> userInfo = text(settings, BASIC_AUTH);
        Optional<String> token = text(settings, BEARER_TOKEN);
        if (userInfo.isPresent() && token.isPresent()) {
            throw new IllegalArgumentException(BASIC_AUTH + " and " + BEARER_TOKEN + ": set one of them only");
        }
        return userInfo.map(WireSettings::basic).or(() -> token.map(t -> "Bearer " + t));
    }

    private static String basic(String userInfo) {
        if (!userInfo.contains(":")) {
            throw new IllegalArgumentException(BASIC_AUTH + " must be USER:PASSWORD");
        }
        return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean autoRegister(Map<String, String> settings) {
        String value = text(settings, AUTO_REGISTER).orElse("true");
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException(AUTO_REGISTER + " " + value + " must be true or false");
        }
        return Boolean.parseBoolean(value);
    }

    private static Optional<String> text(Map<String, String> settings, String key) {
        return Optional.ofNullable(settings.get(key)).map(String::strip).filter(value -> !value.isEmpty());
    }
}
