package io.earshot.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Ways to spoil a sample: bits, lengths, parts of other samples, and what parsers often trip over. */
final class Spoiling {
    private static final int MOST = 200_000;
    private static final List<byte[]> TOKENS = List.of(
            new byte[] {-1, -1, -1, 127},
            new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1},
            new byte[] {0, 0, 0, 0},
            new byte[] {-128, 0, 0, 0},
            utf8("\u0000"),
            utf8("\u202e\ud83d\ude00\u0301"),
            new byte[] {(byte) 0xC0, (byte) 0xAF, (byte) 0xED, (byte) 0xA0, (byte) 0x80},
            utf8("\""),
            utf8("{"),
            utf8("["),
            utf8("}"),
            utf8("${"),
            utf8("%00"),
            utf8("-1"),
            utf8("1e999999999"),
            utf8("9223372036854775808"),
            utf8("NaN"),
            utf8("null"),
            utf8("\r\n"),
            utf8(" "),
            utf8("<"),
            utf8(","),
            utf8("="),
            utf8(":"),
            utf8("*"),
            utf8("../"));

    private Spoiling() {}

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] spoiled(byte[] input, byte[] other, Random random) {
        int at = input.length == 0 ? 0 : random.nextInt(input.length);
        int length = input.length == 0 ? 0 : 1 + random.nextInt(Math.min(input.length - at, 64));
        return switch (random.nextInt(10)) {
            case 0 -> changed(input, at, (byte) random.nextInt());
            case 1 -> changed(input, at, (byte) (input.length == 0 ? 0 : input[at] ^ 1 << random.nextInt(8)));
            case 2 -> Arrays.copyOf(input, at);
            case 3 -> joined(input, at, new byte[0], at + length);
            case 4 -> joined(input, at, Arrays.copyOfRange(input, at, at + length), at);
            case 5 -> joined(input, at, TOKENS.get(random.nextInt(TOKENS.size())), at);
            case 6 -> joined(input, at, TOKENS.get(random.nextInt(TOKENS.size())), at + length);
            case 7 -> joined(input, at, part(other, random), at + length);
            case 8 -> joined(input, at, repeated(input, at, length, random), at);
            default -> noise(input, at, length, random);
        };
    }

    private static byte[] changed(byte[] input, int at, byte value) {
        byte[] changed = input.clone();
        if (changed.length > 0) {
            changed[at] = value;
        }
        return changed;
    }

    private static byte[] noise(byte[] input, int at, int length, Random random) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return joined(input, at, noise, at + length);
    }

    private static byte[] part(byte[] other, Random random) {
        int from = other.length == 0 ? 0 : random.nextInt(other.length);
        return Arrays.copyOfRange(
                other, from, from + (other.length == 0 ? 0 : random.nextInt(other.length - from + 1)));
    }

    /** A part many times over: what grows faster than the input shows in its time. */
    private static byte[] repeated(byte[] input, int at, int length, Random random) {
        byte[] part = Arrays.copyOfRange(input, at, at + length);
        int times = 1 << random.nextInt(14);
        byte[] repeated = new byte[Math.min(MOST / 2, part.length * times)];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = part[i % part.length];
        }
        return repeated;
    }

    /** The input up to a place, a middle, and the input from a place on. */
    private static byte[] joined(byte[] input, int to, byte[] middle, int from) {
        if (input.length + middle.length > MOST) {
            return input;
        }
        byte[] joined = Arrays.copyOf(input, to + middle.length + input.length - from);
        System.arraycopy(middle, 0, joined, to, middle.length);
        System.arraycopy(input, from, joined, to + middle.length, input.length - from);
        return joined;
    }
}
