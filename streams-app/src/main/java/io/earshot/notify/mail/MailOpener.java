package io.earshot.notify.mail;

import io.earshot.notify.Delivery;
import io.earshot.notify.DeliveryOpener;
import io.earshot.notify.Receiver;
import io.earshot.notify.ReceiverOptions;
import io.earshot.notify.ReceiverPolicy;
import io.earshot.notify.ReceiverRefusedException;
import io.earshot.notify.ServerAddress;
import io.earshot.notify.TrustedCertificates;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * Opens receivers of the kind MAIL: {@code smtp://HOST[:587]}, where STARTTLS is required, or {@code smtps://HOST[:465]}.
 */
public final class MailOpener implements DeliveryOpener {
    private static final Map<String, Integer> PORTS = Map.of("smtp", 587, "smtps", 465);
    private static final Set<String> OPTIONS =
            Set.of("from", "to", "username", "password", "tls", "ca", "connect-seconds", "read-seconds", "max-seconds");

    private final ReceiverPolicy policy;

    /** @param policy which servers may be connected to, and which secrets may be named */
    public MailOpener(ReceiverPolicy policy) {
        this.policy = policy;
    }

    @Override
    public Delivery open(Receiver receiver) throws ReceiverRefusedException {
        ReceiverOptions options = ReceiverOptions.of(receiver, policy, OPTIONS);
        MailSettings settings = settings(options);
        return new MailDelivery(settings, new MailServer(settings, policy), options::redact);
    }

    private static MailSettings settings(ReceiverOptions options) throws ReceiverRefusedException {
        ServerAddress server = options.server(PORTS);
        return new MailSettings(
                server,
                encryption(server, options.choice("tls", "required", "required", "off")),
                trusted(options.text("ca", "")),
                options.text("username", ""),
                options.secret("password"),
                addresses("from", options.required("from"), 1).get(0),
                addresses("to", options.required("to"), 50),
                Duration.ofSeconds(options.number("connect-seconds", 10, 1, 120)),
                Duration.ofSeconds(options.number("read-seconds", 20, 1, 300)),
                Duration.ofSeconds(options.number("max-seconds", 60, 1, 600)));
    }

    private static MailSettings.Encryption encryption(ServerAddress server, String tls)
            throws ReceiverRefusedException {
        if (server.scheme().equals("smtp")) {
            return tls.equals("off") ? MailSettings.Encryption.OFF : MailSettings.Encryption.STARTTLS;
        }
        if (tls.equals("off")) {
            throw new ReceiverRefusedException("smtps is encrypted; leave out the option tls, or write smtp");
        }
        return MailSettings.Encryption.IMPLICIT;
    }

    private static SSLSocketFactory trusted(String pem) throws ReceiverRefusedException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, TrustedCertificates.of(pem).getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<InternetAddress> addresses(String option, String text, int most)
            throws ReceiverRefusedException {
        try {
            InternetAddress[] addresses = InternetAddress.parse(text, true);
            for (InternetAddress address : addresses) {
                address.validate();
            }
            if (addresses.length < 1 || addresses.length > most) {
                throw new ReceiverRefusedException("the option " + option + " takes 1 to " + most + " mail addresses");
            }
            return List.of(addresses);
        } catch (AddressException e) {
            throw new ReceiverRefusedException("the option " + option + " holds what is no mail address");
        }
    }
}
