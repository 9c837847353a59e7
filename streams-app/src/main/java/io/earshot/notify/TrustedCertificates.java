package io.earshot.notify;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManagerFactory;

/** Whom to trust when a receiver shows its certificate. */
public final class TrustedCertificates {
    private TrustedCertificates() {}

    /**
     * @param pem certificates; empty: those that the Java runtime trusts
     * @throws ReceiverRefusedException if there are none in it
     */
    public static TrustManagerFactory of(String pem) throws ReceiverRefusedException {
        try {
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(pem.isEmpty() ? null : store(pem));
            return trusted;
        } catch (GeneralSecurityException | IOException e) {
            throw new ReceiverRefusedException("the option ca holds no certificates in PEM form");
        }
    }

    private static KeyStore store(String pem) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
        int number = 0;
        for (Certificate certificate :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes))) {
            store.setCertificateEntry("ca" + number++, certificate);
        }
        if (number == 0) {
            throw new IOException("no certificate");
        }
        return store;
    }
}
