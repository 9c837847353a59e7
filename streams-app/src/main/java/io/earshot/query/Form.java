package io.earshot.query;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How users write the values of a rule, and which numbers stand for one in records.
 *
 * @param <T> the values
 */
public final class Form<T> {
    /** Between 0 and 1, or in percent. */
    public static final Form<Double> PROBABILITY =
            new Form<>("P", "a probability; write 0.4 or 40%", Form::probability, Form::plain, List::of, Form::only);

    /** Any number. */
    public static final Form<Double> NUMBER =
            new Form<>("N", "a number", Form::number, Form::plain, List::of, Form::only);

    /** Levels, dB relative to full scale. */
    public static final Form<Double> LEVEL = new Form<>(
            "DBFS", "a level; write for example -60 or -60dB", Form::level, Form::plain, List::of, Form::only);

    /** Lengths of time; in records, seconds. */
    public static final Form<Duration> TIME = new Form<>(
            "TIME",
            "a duration; write for example 60s or 5m",
            Form::time,
            time -> plain(seconds(time)) + "s",
            time -> List.of(seconds(time)),
            numbers -> time(only(numbers)));

    /** Hits out of hops; in records, two whole numbers. */
    public static final Form<Confirmation> CONFIRMATION = new Form<>(
            "K/N",
            "of the form K/N, for example 2/3",
            Form::confirmation,
            Confirmation::toString,
            confirmation -> List.of(confirmation.hits(), confirmation.hops()),
            Confirmation::ofRecord);

    private static final Pattern PERCENT = Pattern.compile("(.*\\S)\\s*%");
    private static final Pattern DECIBELS = Pattern.compile("\\s*db(fs)?$");
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s|m|h)?");
    private static final Pattern HITS_OF_HOPS = Pattern.compile("(\\d{1,4})(?:/(\\d{1,4}))?");
    private static final double NANOS = 1e9;
    private static final double MAX_SECONDS = 1e9;

    private final String label;
    private final String description;
    private final Function<String, T> parser;
    private final Function<T, String> printer;
    private final Function<T, List<Number>> toNumbers;
    private final Function<List<Number>, T> ofNumbers;

    private Form(
            String label,
            String description,
            Function<String, T> parser,
            Function<T, String> printer,
            Function<T, List<Number>> toNumbers,
            Function<List<Number>, T> ofNumbers) {
        this.label = label;
        this.description = description;
        this.parser = parser;
        this.printer = printer;
        this.toNumbers = toNumbers;
        this.ofNumbers = ofNumbers;
    }

    /** Stands for a value in help texts. */
    public String label() {
        return label;
    }

    /**
     * Reads what a user wrote.
     *
     * @throws IllegalArgumentException if it has another form; the message quotes it and describes the form
     */
    public T parse(String text) {
        try {
            T value = parser.apply(text.strip().toLowerCase(Locale.ROOT));
            if (value != null) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException("\"" + text.replaceAll("\\p{Cntrl}+", " ") + "\" is not " + description);
    }

    /** The value as {@link #parse} reads it. */
    public String print(T value) {
        return printer.apply(value);
    }

    /** The numbers that stand for the value in records. */
    public List<Number> numbers(T value) {
        return toNumbers.apply(value);
    }

    /**
     * The value for which numbers stand.
     *
     * @param numbers in the order of {@link #numbers}; null where a record leaves one out, but not all
     * @throws IllegalArgumentException if they stand for none; the message names what they must be
     */
    public T ofNumbers(List<Number> numbers) {
        return ofNumbers.apply(numbers);
    }

    /** In decimals with no needless zeros; with an exponent only where it would be long. */
    static String plain(double value) {
        boolean isShort = value == 0 || (Math.abs(value) >= 1e-9 && Math.abs(value) < 1e12);
        return isShort
                ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString()
                : Double.toString(value);
    }

    private static double only(List<Number> numbers) {
        return numbers.get(0).doubleValue();
    }

    private static Double number(String text) {
        return Double.valueOf(text);
    }

    private static Double probability(String text) {
        Matcher percent = PERCENT.matcher(text);
        return percent.matches() ? Double.parseDouble(percent.group(1)) / 100 : Double.parseDouble(text);
    }

    private static Double level(String text) {
        return Double.valueOf(DECIBELS.matcher(text).replaceFirst(""));
    }

    private static Duration time(String text) {
        Matcher matcher = AMOUNT.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        String unit = matcher.group(2) == null ? "s" : matcher.group(2);
        BigDecimal unitMillis = new BigDecimal(
                switch (unit) {
                    case "ms" -> 1;
                    case "m" -> 60_000;
                    case "h" -> 3_600_000;
                    default -> 1_000;
                });
        BigDecimal millis = new BigDecimal(matcher.group(1)).multiply(unitMillis);
        return Duration.ofMillis(millis.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    private static double seconds(Duration time) {
        return time.getSeconds() + time.getNano() / NANOS;
    }

    private static Duration time(double seconds) {
        if (!(seconds >= 0 && seconds <= MAX_SECONDS)) {
            throw new IllegalArgumentException(seconds + " s must be in [0, " + MAX_SECONDS + "]");
        }
        long whole = (long) seconds;
        return Duration.ofSeconds(whole, Math.round((seconds - whole) * NANOS));
    }

    private static Confirmation confirmation(String text) {
        Matcher matcher = HITS_OF_HOPS.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        int hits = Integer.parseInt(matcher.group(1));
        return new Confirmation(hits, matcher.group(2) == null ? hits : Integer.parseInt(matcher.group(2)));
    }
}
