package io.earshot.notify.mail;

import static io.earshot.notify.HeardEvents.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.earshot.notify.Delivery;
import io.earshot.notify.HeardEvents;
import io.earshot.notify.Notification;
import io.earshot.notify.Outcome;
import io.earshot.notify.Receiver;
import io.earshot.notify.ReceiverKind;
import io.earshot.notify.ReceiverPolicy;
import io.earshot.notify.ReceiverRefusedException;
import io.earshot.notify.TestCertificate;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(90)
class MailDeliveryTest {
    private static final HeardEvents RAIN = HeardEvents.of("studio <1>", "rain", "rain & thunder");
    private static final ReceiverPolicy POLICY =
            ReceiverPolicy.of("loopback", "MAIL_*", Map.of("MAIL_PASSWORD", "secret-7"));

    /** That of the real server, which reads it from the system's properties, once. */
    private static TestCertificate certificate;

    @BeforeAll
    static void makeCertificate(@TempDir Path folder) throws Exception {
        certificate = TestCertificate.make(folder);
        System.setProperty("greenmail.tls.keystore.file", certificate.store().toString());
        System.setProperty("greenmail.tls.keystore.password", TestCertificate.PASSWORD);
    }

    @AfterAll
    static void forgetCertificate() {
        System.clearProperty("greenmail.tls.keystore.file");
        System.clearProperty("greenmail.tls.keystore.password");
    }

    @Test
    void shouldSendTextAndHtmlToARealServerOverTls() throws Exception {
        GreenMail server = greenMail(ServerSetup.PROTOCOL_SMTPS);
        try (Delivery delivery = open(
                "smtps://127.0.0.1:" + server.getSmtps().getPort(),
                Map.of("username", "earshot", "password", "${env:MAIL_PASSWORD}", "ca", trusted()))) {
            assertThat(delivery.deliver(told(RAIN.open("e1")))).isEqualTo(new Outcome.Delivered());
            MimeMessage mail = server.getReceivedMessages()[0];
            assertThat(mail.getSubject()).isEqualTo("[Earshot] heard: rain & thunder in studio <1>");
            assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
            assertThat(mail.getFrom()[0].toString()).isEqualTo("earshot@station.example");
            MimeMultipart content = (MimeMultipart) mail.getContent();
            String plain = (String) content.getBodyPart(0).getContent();
            assertThat(plain)
                    .contains("2026-11-30 08:15:30 UTC  studio <1>  heard: rain & thunder, 88 %, 2.5 s")
                    .contains("http://127.0.0.1:8080/events/e1");
            assertThat(content.getBodyPart(1).getContentType()).startsWith("text/html");
            assertThat((String) content.getBodyPart(1).getContent())
                    .contains("studio &lt;1&gt;")
                    .contains("rain &amp; thunder")
                    .contains("<a href=\"http://127.0.0.1:8080/events/e1\">");
        } finally {
            server.stop();
        }
    }

    @Test
    void shouldNotTrustACertificateOfNobody() throws Exception {
        GreenMail server = greenMail(ServerSetup.PROTOCOL_SMTPS);
        try (Delivery delivery = open("smtps://localhost:" + server.getSmtps().getPort(), Map.of())) {
            Outcome.Later later = (Outcome.Later) delivery.deliver(told(RAIN.open("e1")));
            assertThat(later.reason()).contains("certification path");
            assertThat(server.getReceivedMessages()).isEmpty();
        } finally {
            server.stop();
        }
    }

    @Test
    void shouldGiveAMailTheSameIdAtEachTry() throws Exception {
        GreenMail server = greenMail(ServerSetup.PROTOCOL_SMTP);
        String url = "smtp://127.0.0.1:" + server.getSmtp().getPort();
        Notification told = told(RAIN.open("e1"));
        try (Delivery first = open(url, Map.of("tls", "off"));
                Delivery afterARestart = open(url, Map.of("tls", "off"))) {
            assertThat(first.deliver(told)).isEqualTo(new Outcome.Delivered());
            assertThat(afterARestart.deliver(told)).isEqualTo(new Outcome.Delivered());
            assertThat(first.deliver(told(RAIN.close("e1")))).isEqualTo(new Outcome.Delivered());
            List<String> ids = java.util.Arrays.stream(server.getReceivedMessages())
                    .map(mail -> header(mail, "Message-ID"))
                    .distinct()
                    .toList();
            assertThat(ids).hasSize(2).allMatch(id -> id.matches("<[0-9a-f]{32}@station\\.example>"));
        } finally {
            server.stop();
        }
    }

    @Test
    void shouldSayNothingToAServerWithoutStarttls() throws Exception {
        try (ScriptedSmtp server = new ScriptedSmtp(null);
                Delivery delivery =
                        open(server.url(), Map.of("username", "earshot", "password", "${env:MAIL_PASSWORD}"))) {
            Outcome.Later later = (Outcome.Later) delivery.deliver(told(RAIN.open("e1")));
            assertThat(later.reason()).contains("STARTTLS is required");
            assertThat(server.commands())
                    .noneMatch(command -> command.startsWith("AUTH") || command.startsWith("MAIL"));
        }
    }

    @Test
    void shouldEncryptBeforeItNamesAnybody() throws Exception {
        String trusted = trusted();
        try (ScriptedSmtp server = new ScriptedSmtp(certificate);
                Delivery delivery = open(server.url(), Map.of("ca", trusted));
                Delivery elsewhere = open(server.url().replace("127.0.0.1", "localhost"), Map.of("ca", trusted))) {
            assertThat(delivery.deliver(told(RAIN.open("e1")))).isEqualTo(new Outcome.Delivered());
            assertThat(server.commands()).containsSubsequence("STARTTLS", "MAIL FROM:<earshot@station.example>");
            assertThat(server.mails()).hasSize(1);
            assertThat(elsewhere.deliver(told(RAIN.open("e1")))).isInstanceOf(Outcome.Later.class);
            assertThat(server.mails()).hasSize(1);
        }
    }

    @Test
    void shouldTellTheOthersOnceWhenOneAddressIsBad() throws Exception {
        try (ScriptedSmtp server = new ScriptedSmtp(null).answers("RCPT TO:<bad@", "550 no such user");
                Delivery delivery =
                        open(server.url(), Map.of("tls", "off", "to", "good@station.example, bad@station.example"))) {
            Notification told = told(RAIN.open("e1"));
            Outcome.Refused refused = (Outcome.Refused) delivery.deliver(told);
            assertThat(refused.reason())
                    .contains("1 of 2 addresses have it")
                    .contains("bad@station.example: 550 no such user");
            assertThat(delivery.deliver(told)).isEqualTo(refused);
            assertThat(server.mails()).hasSize(1);
        }
    }

    @Test
    void shouldTryOnlyThoseAgainWhoDoNotHaveIt() throws Exception {
        try (ScriptedSmtp server = new ScriptedSmtp(null).answers("RCPT TO:<full@", "452 mailbox full");
                Delivery delivery =
                        open(server.url(), Map.of("tls", "off", "to", "good@station.example, full@station.example"))) {
            Notification told = told(RAIN.open("e1"));
            Outcome.Later later = (Outcome.Later) delivery.deliver(told);
            assertThat(later.reason()).contains("full@station.example: 452 mailbox full");
            server.commands().clear();
            server.answers("RCPT TO:<full@", "250 emptied");
            assertThat(delivery.deliver(told)).isEqualTo(new Outcome.Delivered());
            assertThat(server.commands())
                    .contains("RCPT TO:<full@station.example>")
                    .doesNotContain("RCPT TO:<good@station.example>");
            assertThat(server.mails()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 451 try later, Later",
        "MAIL, 550 we know you, Refused",
        "DATA, 451 busy, Later",
        "., 554 spam, Refused",
        "., 421 going down, Later",
        "CONNECT, 554 go away, Later",
        "AUTH, 535 wrong password, Later"
    })
    void shouldTellWhatPassesFromWhatStays(String command, String answer, String outcome) throws Exception {
        Map<String, String> user = Map.of("tls", "off", "username", "earshot", "password", "secret-7");
        try (ScriptedSmtp server =
                        new ScriptedSmtp(null).answers("AUTH", "235 welcome").answers(command, answer);
                Delivery delivery = open(server.url(), user)) {
            Outcome got = delivery.deliver(told(RAIN.open("e1")));
            assertThat(got.getClass().getSimpleName()).isEqualTo(outcome);
            assertThat(got.toString()).contains(answer).doesNotContain("secret-7");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "."})
    void shouldNotWaitForAServerThatFallsSilent(String command) throws Exception {
        try (ScriptedSmtp server = new ScriptedSmtp(null).answers(command, ScriptedSmtp.SILENCE);
                Delivery delivery = open(server.url(), Map.of("tls", "off", "read-seconds", "1"))) {
            long from = System.nanoTime();
            assertThat(delivery.deliver(told(RAIN.open("e1")))).isInstanceOf(Outcome.Later.class);
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(10));
        }
    }

    /** A read of each line ends in time, but there is always one more. */
    @Test
    void shouldNotWaitForAServerThatDripsAnAnswer() throws Exception {
        String endless = "250-a\r\n".repeat(3) + "250-b";
        try (ScriptedSmtp server = new ScriptedSmtp(null).answers("EHLO", endless);
                Delivery delivery =
                        open(server.url(), Map.of("tls", "off", "read-seconds", "300", "max-seconds", "2"))) {
            long from = System.nanoTime();
            Outcome.Later later = (Outcome.Later) delivery.deliver(told(RAIN.open("e1")));
            assertThat(later.reason()).contains("not done within 2 s");
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void shouldTryAgainWhenTheConnectionEndsBeforeTheAnswer() throws Exception {
        try (ScriptedSmtp server = new ScriptedSmtp(null).answers(".", ScriptedSmtp.HANG_UP);
                Delivery delivery = open(server.url(), Map.of("tls", "off"))) {
            assertThat(delivery.deliver(told(RAIN.open("e1")))).isInstanceOf(Outcome.Later.class);
            assertThat(delivery.problem()).isPresent();
        }
    }

    @Test
    void shouldNotConnectToWhatSettingsForbid() throws Exception {
        try (ScriptedSmtp server = new ScriptedSmtp(null);
                Delivery delivery = new MailOpener(ReceiverPolicy.of("public", "", Map.of()))
                        .open(receiver(server.url(), Map.of("tls", "off")))) {
            Outcome.Later later = (Outcome.Later) delivery.deliver(told(RAIN.open("e1")));
            assertThat(later.reason()).contains("not allowed");
            assertThat(server.commands()).isEmpty();
        }
    }

    @Test
    void shouldKeepASubjectOnOneLineAndShort() {
        Notification forged = told(
                HeardEvents.of("s", "q", "a dog\r\nBcc: all@station.example").open("e1"));
        assertThat(MailText.subject(forged)).isEqualTo("[Earshot] heard: a dog Bcc: all@station.example in s");
        assertThat(MailText.subject(
                        told(HeardEvents.of("s", "q", "x".repeat(900)).open("e1"))))
                .hasSize(150);
    }

    @Test
    void shouldCountWhatItDoesNotList() {
        Notification night = new Notification("n1", List.of(RAIN.open("e1"), RAIN.open("e2")), 40, "", false, true);
        assertThat(MailText.subject(night)).contains("40 times").contains("(late)");
        assertThat(MailText.plain(night)).contains("and 38 more");
    }

    @ParameterizedTest
    @CsvSource({
        "smtp://host, to, nobody, to",
        "smtp://host, from, a@b c@d, from",
        "smtps://host, tls, off, smtps is encrypted",
        "smtp://host, starttls, off, unknown option starttls",
        "smtp://u:p@host, tls, off, username",
        "http://host, tls, off, SCHEME"
    })
    void shouldRefuseWhatCannotBeTold(String address, String option, String value, String said) {
        assertThatThrownBy(() -> open(address, Map.of(option, value)).close())
                .isInstanceOf(ReceiverRefusedException.class)
                .hasMessageContaining(said);
    }

    private static GreenMail greenMail(String protocol) {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(30_000);
        GreenMail server = new GreenMail(setup);
        server.start();
        server.setUser("earshot", "secret-7");
        return server;
    }

    private static String trusted() throws IOException {
        return Files.readString(certificate.certificate());
    }

    private static String header(MimeMessage mail, String name) {
        try {
            return mail.getHeader(name, null);
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Delivery open(String url, Map<String, String> options) throws Exception {
        return new MailOpener(POLICY).open(receiver(url, options));
    }

    private static Receiver receiver(String url, Map<String, String> options) {
        Map<String, String> all =
                new HashMap<>(Map.of("from", "earshot@station.example", "to", "desk@station.example"));
        all.putAll(options);
        return new Receiver("r1", ReceiverKind.MAIL, url, all, true);
    }
}
