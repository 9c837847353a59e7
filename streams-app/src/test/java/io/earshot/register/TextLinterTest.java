package io.earshot.register;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextLinterTest {
    private final TextLinter linter = new TextLinter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a dog barking",
                "a siren",
                "glass",
                "pots and pans clattering",
                "a noisy engine",
                "the sound of rain",
                "a notebook falls",
                "a woman in a café talks to a man",
                "a saw going back and forth",
                "knock knock"
            })
    void shouldHaveNothingToSayOfPlainQueries(String text) {
        assertThat(linter.warnings(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "music without singing,without,singing",
        "a dog but not a puppy,not,a puppy",
        "no music,no,music",
        "speech except for laughter,except for,laughter",
        "a baby that isn't crying,isn't,crying",
        "non-human voices,non,human",
        "Sirens WITHOUT any horns,without,horns"
    })
    void shouldWarnOfNegationsAndNameTheNegative(String text, String word, String denied) {
        assertThat(linter.warnings(text))
                .singleElement()
                .asString()
                .contains("\"" + word + "\" is not understood", "--not \"" + denied + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a sound", "noise", "something", "a loud noise", "the sound of something strange", "audio"})
    void shouldWarnOfQueriesThatSayNothing(String text) {
        assertThat(linter.warnings(text)).singleElement().asString().contains("too generic");
    }

    @ParameterizedTest
    @CsvSource({
        "a dog and a cat,and",
        "rain while a man speaks,while",
        "a knock followed by a scream,followed by",
        "thunder & rain,&"
    })
    void shouldWarnOfSeveralSoundsInOne(String text, String word) {
        assertThat(linter.warnings(text))
                .singleElement()
                .asString()
                .startsWith("\"" + word + "\" in ")
                .contains("a query for each", "--or");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dog, cat, bird",
                "a dog, a cat, a bird",
                "rain, wind",
                "dog barking, cat meowing",
                "heavy rain, thunder",
                "barking, meowing, chirping",
                "a siren, an alarm, or a horn"
            })
    void shouldWarnOfAListOfSounds(String text) {
        assertThat(linter.warnings(text))
                .singleElement()
                .asString()
                .startsWith("the list in \"" + text + "\"")
                .contains("a query for each", "--or");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a low, rumbling engine",
                "low, rumbling engine noise",
                "a loud, harsh, metallic scraping",
                "loud, high-pitched beeping",
                "a siren, far away",
                "a siren, distant",
                "rain, falling on a tin roof",
                "a man shouting, angrily",
                "a wooden, creaky door",
                "speech, in the background",
                "water running, then splashing",
                "a small, old dog barking",
                "a dog barking,"
            })
    void shouldNotTakeADescriptionForAList(String text) {
        assertThat(linter.warnings(text)).noneMatch(warning -> warning.contains("the list in "));
    }

    @Test
    void shouldKeepEveryWarningToOneLine() {
        String text = "a dog without\na cat and\r\n\tsomething " + "x".repeat(500);
        assertThat(linter.warnings(text))
                .hasSize(2)
                .allMatch(warning -> warning.lines().count() == 1 && warning.length() < 400);
    }
}
