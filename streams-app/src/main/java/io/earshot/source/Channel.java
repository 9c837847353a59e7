package io.earshot.source;

import java.util.Locale;

/**
 * Which channel of the audio is heard.
 *
 * @param number from 1; 0: a mix of all of them
 */
public record Channel(int number) {
    /** A mix of all channels, and one of them where they cancel each other. */
    public static final Channel MIX = new Channel(0);

    private static final int MOST = 8;

    /** @throws IllegalArgumentException if there is no such channel */
    public Channel {
        if (number < 0 || number > MOST) {
            throw new IllegalArgumentException("channel " + number + " is outside 1.." + MOST);
        }
    }

    /**
     * Reads {@code mix}, {@code left}, {@code right} or a number.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    public static Channel of(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "mix" -> MIX;
            case "left" -> new Channel(1);
            case "right" -> new Channel(2);
            default -> numbered(text);
        };
    }

    @Override
    public String toString() {
        return switch (number) {
            case 0 -> "mix";
            case 1 -> "left";
            case 2 -> "right";
            default -> Integer.toString(number);
        };
    }

    private static Channel numbered(String text) {
        if (!text.matches("[1-9][0-9]{0,2}")) {
            throw new IllegalArgumentException("channel " + text + " is none of mix, left, right, 1.." + MOST);
        }
        return new Channel(Integer.parseInt(text));
    }
}
