package io.earshot.notify.mail;

import io.earshot.notify.ServerAddress;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;

/**
 * How mails are sent.
 *
 * @param server that takes them
 * @param encryption of the connection
 * @param trusted wraps connections, trusting who is to be trusted
 * @param username empty: nobody logs in
 * @param password of that user
 * @param from who sends
 * @param to who is told
 * @param connectTimeout how long connecting may take
 * @param readTimeout how long the server may say nothing, or take nothing
 * @param longest how long all of it may take
 */
record MailSettings(
        ServerAddress server,
        Encryption encryption,
        SSLSocketFactory trusted,
        String username,
        String password,
        InternetAddress from,
        List<InternetAddress> to,
        Duration connectTimeout,
        Duration readTimeout,
        Duration longest) {
    /** Of a connection. */
    enum Encryption {
        /** From its first byte. */
        IMPLICIT,
        /** By STARTTLS; a server that has none is told nothing. */
        STARTTLS,
        /** None. */
        OFF
    }

    /** Without the password. */
    @Override
    public String toString() {
        return server + " to " + to.size() + " addresses";
    }
}
