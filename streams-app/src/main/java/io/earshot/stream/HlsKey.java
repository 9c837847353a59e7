package io.earshot.stream;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.HttpUrl;

/**
 * What segments are encrypted with.
 *
 * @param method as it stands in the list, and where it is no key of 16 bytes the scheme that protects it
 * @param url of the key; null if none can be fetched
 * @param vector 16 bytes in hexadecimal digits; empty: the segment's number
 */
record HlsKey(String method, HttpUrl url, String vector) {
    static final HlsKey NONE = new HlsKey("NONE", null, "");
    static final int BYTES = 16;

    private static final String READABLE = "AES-128";

    /** That of a tag. */
    static HlsKey parse(HlsAttributes attributes, HttpUrl list) {
        String method = attributes.get("METHOD");
        if (method.equals("NONE")) {
            return NONE;
        }
        String format = attributes.get("KEYFORMAT");
        if (!method.equals(READABLE) || !(format.isEmpty() || format.equals("identity"))) {
            return new HlsKey((method + " " + format).strip(), null, "");
        }
        String vector = attributes.get("IV").toLowerCase(Locale.ROOT).replaceFirst("^0x", "");
        boolean whole = vector.matches("[0-9a-f]{32}");
        return new HlsKey(READABLE, list.resolve(attributes.get("URI")), whole ? vector : "");
    }

    boolean isNone() {
        return method.equals("NONE");
    }

    /** Whether what it protects can be heard. */
    boolean isReadable() {
        return isNone() || (method.equals(READABLE) && url != null);
    }

    /**
     * Decrypts a whole segment.
     *
     * @param key of {@link #BYTES}. Not modified.
     */
    byte[] decrypt(byte[] encrypted, byte[] key, long sequence) throws GeneralSecurityException {
        byte[] iv = vector.isEmpty()
                ? ByteBuffer.allocate(BYTES).putLong(8, sequence).array()
                : HexFormat.of().parseHex(vector);
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        return cipher.doFinal(encrypted);
    }
}
