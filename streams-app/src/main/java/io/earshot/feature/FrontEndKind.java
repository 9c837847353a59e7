package io.earshot.feature;

/** The two ways from samples to log-mel that models are trained with; models/FORMAT.md has the formulas. */
public enum FrontEndKind {
    /** Pre-emphasis, symmetric Hann, Kaldi's mel bands, natural logarithm of the power and a floor. */
    KALDI,
    /** Periodic Hann, Slaney's mel bands of area 1, decibels of the power or of a floor, whichever is more. */
    SLANEY
}
