package io.earshot.broker;

import io.earshot.notify.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * A broker that asks everybody who they are (TLS, SCRAM-SHA-512) and lets nobody do what no rule allows. Its certificate and
 * the passwords of its users are made anew each time.
 */
public final class SecuredBroker implements AutoCloseable {
    private static final String ADMIN = "admin";

    private final EmbeddedBroker broker;
    private final TestCertificate certificate;
    private final Map<String, String> passwords;

    private SecuredBroker(EmbeddedBroker broker, TestCertificate certificate, Map<String, String> passwords) {
        this.broker = broker;
        this.certificate = certificate;
        this.passwords = passwords;
    }

    /**
     * Starts it.
     *
     * @param users beside the administrator, without any right
     */
    public static SecuredBroker start(Path folder, Collection<String> users) throws Exception {
        TestCertificate certificate = TestCertificate.make(Files.createDirectories(folder));
        Map<String, String> passwords = new HashMap<>();
        passwords.put(ADMIN, UUID.randomUUID().toString());
        users.forEach(user -> passwords.put(user, UUID.randomUUID().toString()));
        List<String> scram = new ArrayList<>();
        passwords.forEach((user, password) ->
                scram.add("SCRAM-SHA-512=[name=" + user + ",iterations=4096,password=" + password + "]"));
        EmbeddedBroker.Doorway doorway = new EmbeddedBroker.Doorway(
                SecurityProtocol.SASL_SSL, scram, settings(certificate, passwords.get(ADMIN)));
        return new SecuredBroker(EmbeddedBroker.start(folder.resolve("data"), 0, doorway), certificate, passwords);
    }

    /** The controller's listener is this process' own: nobody else is sent there. */
    private static Map<String, String> settings(TestCertificate certificate, String password) {
        Map<String, String> settings = new HashMap<>();
        settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put("sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-512");
        settings.put("listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config", login(ADMIN, password));
        settings.put("ssl.keystore.type", "PKCS12");
        settings.put("ssl.keystore.location", certificate.store().toString());
        settings.put("ssl.keystore.password", TestCertificate.PASSWORD);
        settings.put("ssl.key.password", TestCertificate.PASSWORD);
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", certificate.certificate().toString());
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:ANONYMOUS;User:" + ADMIN);
        settings.put("allow.everyone.if.no.acl.found", "false");
        return settings;
    }

    private static String login(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                + password + "\";";
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** What a client needs to come in as a user, as Kafka's own settings. */
    public Map<String, String> client(String user) {
        return client(user, passwords.get(user));
    }

    /** The same with another password. */
    public Map<String, String> client(String user, String password) {
        return Map.of(
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "SCRAM-SHA-512",
                "sasl.jaas.config", login(user, password),
                "ssl.truststore.type", "PEM",
                "ssl.truststore.location", certificate.certificate().toString());
    }

    /** Adds rules. */
    public void allow(Collection<AclBinding> rules) throws Exception {
        try (Admin admin = admin()) {
            admin.createAcls(rules).all().get();
        }
    }

    /** A client that may do anything. The caller closes it. */
    public Admin admin() {
        Map<String, Object> settings = new HashMap<>(client(ADMIN));
        settings.put("bootstrap.servers", bootstrapServers());
        return Admin.create(settings);
    }

    @Override
    public void close() throws IOException {
        broker.close();
    }
}
