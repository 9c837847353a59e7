package io.earshot.register;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageGuessTest {
    private final LanguageGuess guess = new LanguageGuess();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ein Hund bellt",
                "Regen auf einem Dach",
                "jemand klopft an die Tür",
                "Motorsäge",
                "un chien aboie",
                "du verre qui se brise",
                "la pluie tombe",
                "applaudissements",
                "un perro ladrando",
                "alguien llama a la puerta",
                "la lluvia cae sobre el techo",
                "un cane che abbaia",
                "een hond blaft",
                "um cachorro latindo",
                "en hund skäller",
                "собака лает",
                "犬が吠えている",
                "كلب ينبح"
            })
    void shouldTellOtherLanguages(String text) {
        assertThat(guess.looksEnglish(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a dog barking",
                "rain",
                "people chat in a café",
                "a van passes",
                "den of lions",
                "glass breaking",
                "birds chirping and a fiancé laughing",
                "men chat",
                "an air vent hums",
                "3 beeps",
                "42",
                "a 5 kHz tone, µ-law"
            })
    void shouldTakeEnglishForEnglish(String text) {
        assertThat(guess.looksEnglish(text)).isTrue();
    }
}
