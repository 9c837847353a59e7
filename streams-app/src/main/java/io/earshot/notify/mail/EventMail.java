package io.earshot.notify.mail;

import io.earshot.notify.Notification;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Date;
import java.util.HexFormat;

/**
 * A notification as a mail.
 *
 * @param settings who sends, and who is told
 * @param notification what they are told
 */
record EventMail(MailSettings settings, Notification notification) {
    private static final int ID_BYTES = 16;

    @SuppressWarnings("JavaUtilDate") // Jakarta Mail takes nothing else
    MimeMessage message(Session session) throws MessagingException {
        String id = messageId();
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", id);
            }
        };
        message.setFrom(settings.from());
        message.setRecipients(MimeMessage.RecipientType.TO, settings.to().toArray(InternetAddress[]::new));
        message.setSubject(MailText.subject(notification), "UTF-8");
        message.setSentDate(new Date());
        // So that nobody's absence notice answers it (RFC 3834).
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Auto-Response-Suppress", "All");
        message.setHeader("X-Earshot-Notification", digest());
        message.setContent(content());
        message.saveChanges();
        return message;
    }

    private MimeMultipart content() throws MessagingException {
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(MailText.plain(notification), "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(MailText.html(notification), "UTF-8", "html");
        return new MimeMultipart("alternative", plain, html);
    }

    /** The same at each try: mail programs show a mail once that they got twice. */
    private String messageId() {
        String address = settings.from().getAddress();
        return "<" + digest() + "@" + address.substring(address.indexOf('@') + 1) + ">";
    }

    private String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] bytes = digest.digest(notification.id().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
