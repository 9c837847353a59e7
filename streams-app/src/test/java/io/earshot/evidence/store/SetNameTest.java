package io.earshot.evidence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"../b", "a/../b", ".", "A", "a b", "ä", "", "_", "-", "a.b", "con.txt", "a\\b", "x\u0000"})
    void shouldNameAnythingSafely(String id) {
        SetName name = SetName.of(id, id);
        assertThat(name.path()).matches("_[0-9a-f]{32}/_[0-9a-f]{32}");
        assertThat(SetName.ofParts(name.query(), name.event())).contains(name);
    }

    @Test
    void shouldLeavePlainIdsReadableAndApart() {
        assertThat(SetName.of("dog-2", "0123456789abcdef0123456789abcdef").path())
                .isEqualTo("dog-2/0123456789abcdef0123456789abcdef");
        assertThat(SetName.queryPart("Dog")).isNotEqualTo(SetName.queryPart("dog"));
        assertThat(SetName.queryPart("a".repeat(81))).hasSize(33);
        assertThatThrownBy(() -> new SetName("..", "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldReadPlacesOfBuckets() {
        BucketOptions options = BucketOptions.of("s3://clips.example/a/b", Optional.empty(), Optional.empty(), true);
        assertThat(options.bucket()).isEqualTo("clips.example");
        assertThat(options.prefix()).isEqualTo("a/b/");
        assertThat(BucketOptions.of(
                                "s3://clips", Optional.of(URI.create("http://127.0.0.1:9000")), Optional.empty(), true)
                        .prefix())
                .isEmpty();
        for (String wrong : new String[] {"s3://", "s3://x", "s3://UPPER", "s3://clips/../a", "s3://clips//a"}) {
            assertThatThrownBy(() -> BucketOptions.of(wrong, Optional.empty(), Optional.empty(), true))
                    .hasMessageContaining("s3://BUCKET/PREFIX");
        }
    }
}
