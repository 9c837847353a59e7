package io.earshot.notify.mail;

import io.earshot.notify.ReceiverPolicy;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one mail at a time, each by a connection of its own, within a bounded time. */
final class MailServer implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(MailServer.class);

    private final MailSettings settings;
    private final ReceiverPolicy policy;
    private final ExecutorService executor = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "mail");
        thread.setDaemon(true);
        return thread;
    });

    private volatile MailSockets current;

    MailServer(MailSettings settings, ReceiverPolicy policy) {
        this.settings = settings;
        this.policy = policy;
    }

    /** @param to some of those whom the settings name */
    Sent send(EventMail mail, List<? extends Address> to) throws InterruptedException {
        try (MailSockets sockets = new MailSockets(policy, settings.server().host())) {
            current = sockets;
            Future<Sent> sending = executor.submit(() -> sent(mail, to, sockets));
            return sending.get(settings.longest().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Sent.nothing(to, "not done within " + settings.longest().toSeconds() + " s");
        } catch (ExecutionException | IOException e) {
            return Sent.nothing(to, reason(e));
        }
    }

    private Sent sent(EventMail mail, List<? extends Address> to, MailSockets sockets)
            throws MessagingException, IOException {
        Session session = Session.getInstance(properties(sockets));
        requireAllowed();
        try (Transport transport = session.getTransport("smtp")) {
            boolean hasUser = !settings.username().isEmpty();
            transport.connect(
                    settings.server().host(),
                    settings.server().port(),
                    hasUser ? settings.username() : null,
                    hasUser ? settings.password() : null);
            transport.sendMessage(mail.message(session), to.toArray(Address[]::new));
            return new Sent(Set.copyOf(to), Map.of(), Map.of());
        } catch (SendFailedException e) {
            return SmtpAnswer.of(e, to);
        }
    }

    private void requireAllowed() throws IOException {
        String host = settings.server().host();
        policy.allowed(host, List.of(InetAddress.getByName(host)));
    }

    /** None of these may be left to its default: there, nothing ends, and what cannot be encrypted goes out in the clear. */
    private Properties properties(MailSockets sockets) {
        Properties properties = new Properties();
        properties.put(
                "mail.smtp.connectiontimeout", millis(settings.connectTimeout().toMillis()));
        properties.put("mail.smtp.timeout", millis(settings.readTimeout().toMillis()));
        properties.put("mail.smtp.writetimeout", millis(settings.readTimeout().toMillis()));
        properties.put("mail.smtp.auth", String.valueOf(!settings.username().isEmpty()));
        properties.put("mail.smtp.sendpartial", "true");
        properties.put("mail.smtp.quitwait", "false");
        properties.put("mail.smtp.socketFactory", sockets.plain());
        properties.put("mail.smtp.socketFactory.fallback", "false");
        properties.put("mail.smtp.ssl.socketFactory", sockets.encrypting(settings.trusted()));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put(
                "mail.smtp.ssl.enable", String.valueOf(settings.encryption() == MailSettings.Encryption.IMPLICIT));
        String starttls = String.valueOf(settings.encryption() == MailSettings.Encryption.STARTTLS);
        properties.put("mail.smtp.starttls.enable", starttls);
        properties.put("mail.smtp.starttls.required", starttls);
        return properties;
    }

    private static String millis(long millis) {
        return String.valueOf(millis);
    }

    private static String reason(Exception failure) {
        Throwable cause = failure instanceof ExecutionException ? failure.getCause() : failure;
        if (cause instanceof AuthenticationFailedException) {
            return "the server refuses the user or the password: " + cause.getMessage();
        }
        String said = String.valueOf(cause.getMessage());
        boolean hasMore = cause.getCause() != null && cause.getCause().getMessage() != null;
        return hasMore && !said.contains(cause.getCause().getMessage())
                ? said + ": " + cause.getCause().getMessage()
                : said;
    }

    /** Ends what is under way, too. */
    @Override
    public void close() {
        executor.shutdownNow();
        MailSockets sending = current;
        try {
            if (sending != null) {
                sending.close();
            }
        } catch (IOException e) {
            LOG.debug("A connection to {} could not be closed", settings.server(), e);
        }
    }
}
