package io.earshot.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenContextTest {
    @Test
    void shouldGrowToItsLimitAndThenDropTheOldest() {
        TokenContext context = TokenContext.EMPTY;
        for (int hop = 0; hop < 4; hop++) {
            context = context.append(new float[] {2 * hop, 2 * hop + 1}, 6);
        }

        assertThat(context.tokens()).containsExactly(2, 3, 4, 5, 6, 7);
    }

    @Test
    void shouldLeaveTheContextBeforeAsItWas() {
        TokenContext one = TokenContext.EMPTY.append(new float[] {1}, 2);
        one.append(new float[] {2}, 2);

        assertThat(one.tokens()).containsExactly(1);
        assertThat(TokenContext.EMPTY.tokens()).isEmpty();
    }
}
