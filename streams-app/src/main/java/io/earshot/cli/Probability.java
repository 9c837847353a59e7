package io.earshot.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Probabilities as people write them: 0.4 or 40%. Whether one lies in its range is not looked at. */
final class Probability implements ITypeConverter<Double> {
    private static final Pattern PERCENT = Pattern.compile("(.*\\S)\\s*%");

    @Override
    public Double convert(String text) {
        Matcher percent = PERCENT.matcher(text.strip());
        try {
            return percent.matches() ? Double.parseDouble(percent.group(1)) / 100 : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("\"" + Printed.of(text) + "\" is not a probability; write 0.4 or 40%");
        }
    }
}
