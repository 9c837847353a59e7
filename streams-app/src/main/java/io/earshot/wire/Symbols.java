package io.earshot.wire;

/** Between the enums of the program and those of the wire, which have the same symbols and UNKNOWN. */
final class Symbols {
    private Symbols() {}

    /** @throws IllegalArgumentException if this build has no such symbol */
    static <E extends Enum<E>> E toProgram(Class<E> type, Enum<?> symbol) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(symbol.name())) {
                return constant;
            }
        }
        throw new IllegalArgumentException(type.getSimpleName() + " " + symbol + " is not known to this version");
    }

    static <E extends Enum<E>> E toWire(Class<E> type, Enum<?> constant) {
        return Enum.valueOf(type, constant.name());
    }
}
