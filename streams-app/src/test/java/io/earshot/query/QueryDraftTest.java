package io.earshot.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueryDraftTest {
    private static final StandingQuery DOG = new StandingQuery(
            "dog",
            "a dog barking",
            List.of("a hound"),
            List.of("a fox"),
            List.of("yard"),
            DecisionRules.DEFAULT,
            Map.of());

    @Test
    void shouldLeaveWhatIsNotSaidAsItIs() {
        assertThat(QueryDraft.NOTHING.over(DOG)).isEqualTo(DOG);
        assertThat(QueryDraft.NOTHING.inWords()).isEmpty();
    }

    @Test
    void shouldChangeWhatIsSaid() {
        WrittenRules rules = WrittenRules.NONE
                .with(Rule.THRESHOLD, .3)
                .with(Rule.CONFIRM, new Confirmation(2, 3))
                .with(Rule.MIN_DURATION, Duration.ofSeconds(4))
                .with(Rule.COOLDOWN, Duration.ofMillis(5_500));
        QueryDraft changes =
                QueryDraft.changes(Optional.of("a wolf"), Optional.empty(), Optional.of(List.of("a dog")), rules);
        StandingQuery changed = changes.over(DOG);

        assertThat(changed.id()).isEqualTo("dog");
        assertThat(changed.text()).isEqualTo("a wolf");
        // Other words for a dog are none for a wolf.
        assertThat(changed.otherTexts()).isEmpty();
        assertThat(changed.negatives()).containsExactly("a dog");
        assertThat(changed.sources()).containsExactly("yard");
        assertThat(changed.rules().sensitivity()).isEqualTo(Sensitivity.ofProbability(.3));
        assertThat(changed.rules().closeConfidence()).isEqualTo(.18);
        assertThat(changed.rules().confirmHops()).isEqualTo(3);
        assertThat(changed.rules().minDuration()).isEqualTo(Duration.ofSeconds(4));
        assertThat(changed.rules().cooldown()).isEqualTo(Duration.ofMillis(5_500));
        assertThat(changes.inWords())
                .containsExactly(
                        Map.entry("text", "a wolf"),
                        Map.entry("not", "[a dog]"),
                        Map.entry("threshold", "0.3"),
                        Map.entry("confirm", "2/3"),
                        Map.entry("min-duration", "4s"),
                        Map.entry("cooldown", "5.5s"));
    }

    @Test
    void shouldGiveBackTheQueryThatItIsMadeOf() {
        assertThat(QueryDraft.of(DOG).query("other")).isEqualTo(DOG);
        assertThat(QueryDraft.ofText("rain").query("r")).isEqualTo(StandingQuery.of("r", "rain"));
    }

    @Test
    void shouldRefuseWhatNoQueryCanSay() {
        assertThatThrownBy(() -> WrittenRules.NONE.with(Rule.THRESHOLD, 1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("threshold 1.5");
        assertThatThrownBy(() -> QueryDraft.NOTHING.query("q")).hasMessageContaining("needs a text");
        assertThatThrownBy(() -> WrittenRules.NONE.with(Rule.THRESHOLD, .5).with(Rule.RAW_SCORE, .5))
                .hasMessageContaining("only one of");
    }
}
