package io.earshot.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.query.Sensitivity;
import io.earshot.query.StandingQuery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WhatIfTest {
    private static final StandingQuery DOG = StandingQuery.of("dog", "a dog barking");

    @Test
    void shouldLeaveWhatIsNotAskedForAsItIs() {
        assertThat(WhatIf.NOTHING.over(DOG)).isEqualTo(DOG);
        assertThat(WhatIf.NOTHING.inWords()).isEmpty();
    }

    @Test
    void shouldChangeWhatIsAskedFor() {
        WhatIf whatIf = new WhatIf(
                Optional.of("a wolf"),
                Optional.of(List.of("a dog")),
                Optional.of(.3),
                Optional.of(new WhatIf.Confirmation(2, 3)),
                Optional.of(Duration.ofSeconds(4)),
                Optional.of(Duration.ofSeconds(5)));
        StandingQuery changed = whatIf.over(DOG);

        assertThat(changed.text()).isEqualTo("a wolf");
        assertThat(changed.negatives()).containsExactly("a dog");
        assertThat(changed.rules().sensitivity()).isEqualTo(Sensitivity.ofProbability(.3));
        assertThat(changed.rules().confirmHops()).isEqualTo(3);
        assertThat(changed.rules().minDuration()).isEqualTo(Duration.ofSeconds(4));
        assertThat(changed.rules().cooldown()).isEqualTo(Duration.ofSeconds(5));
        assertThat(whatIf.inWords()).hasSize(6);
    }

    @Test
    void shouldRefuseWhatNoQueryCanSay() {
        WhatIf certain = new WhatIf(
                Optional.empty(),
                Optional.empty(),
                Optional.of(1.5),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        assertThatThrownBy(() -> certain.over(DOG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.5");
    }
}
