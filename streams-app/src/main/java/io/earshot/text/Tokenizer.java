package io.earshot.text;

/** Text to token ids. Safe for several threads. */
public interface Tokenizer {
    /** Tokens of a text; what does not fit is cut off at the end. */
    TokenizedText tokenize(String text);
}
