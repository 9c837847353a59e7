package io.earshot.cli;

import io.earshot.query.Rule;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A threshold as people write it: 0.4 or 40%. */
final class Probability implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
        try {
            return Rule.THRESHOLD.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(Printed.of(e.getMessage()));
        }
    }
}
