package io.earshot.notify.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** Reads what a server said of a mail that it did not take for all addresses: each address has an answer of its own. */
final class SmtpAnswer {
    private static final int PERMANENT = 500;

    private SmtpAnswer() {}

    static Sent of(SendFailedException failure, List<? extends Address> to) {
        Set<Address> accepted = new LinkedHashSet<>();
        if (failure.getValidSentAddresses() != null) {
            accepted.addAll(Arrays.asList(failure.getValidSentAddresses()));
        }
        Map<Address, String> refused = new LinkedHashMap<>();
        Map<Address, String> later = new LinkedHashMap<>();
        Exception next = failure;
        while (next instanceof MessagingException answer) {
            if (answer instanceof SMTPAddressFailedException one) {
                (one.getReturnCode() >= PERMANENT ? refused : later).put(one.getAddress(), line(one));
            }
            next = answer.getNextException();
        }
        for (Address address : to) {
            if (!accepted.contains(address) && !refused.containsKey(address) && !later.containsKey(address)) {
                (code(failure) >= PERMANENT ? refused : later).put(address, line(failure));
            }
        }
        return new Sent(accepted, refused, later);
    }

    /** Of the mail as a whole: a sender or a text that the server does not take. */
    private static int code(SendFailedException failure) {
        Exception next = failure;
        int code = failure instanceof SMTPSendFailedException whole ? whole.getReturnCode() : 0;
        while (next instanceof MessagingException answer) {
            if (answer instanceof SMTPSenderFailedException sender) {
                code = sender.getReturnCode();
            }
            next = answer.getNextException();
        }
        return code;
    }

    private static String line(Exception failure) {
        return String.valueOf(failure.getMessage())
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
    }
}
