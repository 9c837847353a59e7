package io.earshot.audio;

/**
 * Which channel of a source is heard.
 *
 * @param number from 1, {@link #MIX} for the mean of all
 * @param why if it is not what was asked for, else empty
 */
public record HeardChannel(int number, String why) {
    /** The number that means a mix of all channels. */
    public static final int MIX = 0;

    private static final String CANCEL = "the channels cancel each other";

    /** The channel that was asked for, or the mix. */
    public static HeardChannel asked(int number) {
        return new HeardChannel(number, "");
    }

    /** A channel in place of a mix in which the channels cancel each other; the mix if that is still the number. */
    public static HeardChannel watched(int number) {
        return new HeardChannel(number, number == MIX ? "" : CANCEL);
    }

    /** "mix", "right", "left (the channels cancel each other)". */
    public String text() {
        return why.isEmpty() ? name() : name() + " (" + why + ")";
    }

    /** A note for whoever asked for something else: "the channels cancel each other; the left one is heard". */
    public String note() {
        return why + "; " + (number <= 2 ? "the " + name() + (number == MIX ? "" : " one") : name()) + " is heard";
    }

    private String name() {
        return switch (number) {
            case MIX -> "mix";
            case 1 -> "left";
            case 2 -> "right";
            default -> "channel " + number;
        };
    }
}
