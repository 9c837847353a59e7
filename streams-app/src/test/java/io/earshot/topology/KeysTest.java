package io.earshot.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
    @ParameterizedTest
    @ValueSource(strings = {"dog", "a@b", "@", "", "käse@1"})
    void shouldReadBackAQueryKey(String id) {
        assertThat(QueryKey.parse(new QueryKey(id, "0a1b").text())).isEqualTo(new QueryKey(id, "0a1b"));
    }

    @Test
    void shouldGiveAKeyThatIsNoneADigestThatIsNoModels() {
        assertThat(QueryKey.parse("plain").modelDigest()).isEmpty();
        assertThat(QueryKey.parse(null).modelDigest()).isEmpty();
    }

    @Test
    void shouldKeepSourcesApartOfWhichOneBeginsLikeTheOther() {
        byte[] other = SourceKey.of("studio-10", 7);

        assertThat(Arrays.mismatch(other, SourceKey.prefix("studio-1")))
                .isLessThan(SourceKey.prefix("studio-1").length);
    }

    @Test
    void shouldSortByIndexWithinASource() {
        assertThat(Arrays.compareUnsigned(SourceKey.of("s", 255), SourceKey.of("s", 256)))
                .isNegative();
        assertThat(SourceKey.index(SourceKey.of("s", 1L << 40))).isEqualTo(1L << 40);
    }

    @Test
    void shouldTellTheSourceOfAnyKey() {
        assertThat(SourceKey.sourceId(SourceKey.of("straße", 3))).isEqualTo("straße");
        assertThat(SourceKey.sourceId(SourceKey.of("straße", "a dog"))).isEqualTo("straße");
    }

    @Test
    void shouldReadBackTheKeyOfACalibrationWhateverItsIds() {
        for (String id : new String[] {"a", "5:b/c@d", "/", "a@b", "\u8b66\u5831", "", "12:"}) {
            CalibrationKey key = new CalibrationKey(id, "q" + id, "abcdef");
            assertThat(CalibrationKey.parse(key.text())).contains(key);
        }
    }

    @Test
    void shouldReadNoKeyOfACalibrationFromAnythingElse() {
        for (String text : new String[] {null, "", "a", ":a/b@c", "3:ab", "x:ab/c@d", "99999999999:a/b@c", "1:a-b@c"}) {
            assertThat(CalibrationKey.parse(text)).isEmpty();
        }
    }
}
