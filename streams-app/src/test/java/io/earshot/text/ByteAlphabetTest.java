package io.earshot.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ByteAlphabetTest {
    @Test
    void shouldGiveEachByteAVisibleCharacterOfItsOwn() {
        Set<Character> characters = new HashSet<>();
        for (int b = 0; b < 256; b++) {
            char c = ByteAlphabet.character(b);
            characters.add(c);
            assertThat(Character.isWhitespace(c) || Character.isISOControl(c)).isFalse();
        }
        assertThat(characters).hasSize(256);
    }

    /** Known from the pieces of GPT-2: Ġ is a space, Ċ a line feed, ĉ a tab. */
    @Test
    void shouldBeTheAlphabetOfGpt2() {
        assertThat(ByteAlphabet.encode(" a\n\t~")).isEqualTo("ĠaĊĉ~");
        assertThat(ByteAlphabet.encode("é狗")).isEqualTo("Ã©çĭĹ");
        assertThat(ByteAlphabet.character(0xAD)).isEqualTo('\u0143');
        assertThat(ByteAlphabet.character(0x7F)).isEqualTo('\u0121');
        assertThat(ByteAlphabet.character(0)).isEqualTo('\u0100');
    }
}
