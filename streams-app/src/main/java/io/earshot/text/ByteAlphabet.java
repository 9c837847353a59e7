package io.earshot.text;

import java.nio.charset.StandardCharsets;

/**
 * The visible characters that stand for the bytes of a text in the pieces of a byte-level vocabulary, as GPT-2 has them:
 * printable Latin-1 stands for itself, and the other 68 bytes, in order, for the characters from U+0100 on.
 */
final class ByteAlphabet {
    private static final char[] CHARACTERS = characters();

    private ByteAlphabet() {}

    /** The character of a byte, 0 to 255. */
    static char character(int unsignedByte) {
        return CHARACTERS[unsignedByte];
    }

    /** The text's UTF-8 bytes as characters. */
    static String encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder encoded = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            encoded.append(CHARACTERS[b & 0xFF]);
        }
        return encoded.toString();
    }

    private static char[] characters() {
        char[] characters = new char[256];
        char next = 0x100;
        for (int b = 0; b < characters.length; b++) {
            characters[b] = standsForItself(b) ? (char) b : next++;
        }
        return characters;
    }

    private static boolean standsForItself(int b) {
        return (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
    }
}
