package io.earshot.tagger;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import io.earshot.segment.Disposition;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnheardTest {
    private static final PcmFormat FORMAT = new PcmFormat(8_000, 1, SampleEncoding.S16);
    private static final TaggedChunk TAKEN = new TaggedChunk(Disposition.ACCEPTED, "", List.of(), List.of());

    private final Unheard unheard = new Unheard();

    @Test
    void shouldSayNothingWhenAllWasListenedTo() {
        unheard.count(chunk(0), TAKEN);
        unheard.count(AudioChunk.end("a", 1, 4_000, 0, FORMAT), TAKEN);

        assertThat(unheard.line()).isEmpty();
        assertThat(unheard.isAll()).isFalse();
    }

    @Test
    void shouldSayHowMuchWasRefusedSinceWhenAndWhyFirst() {
        unheard.count(chunk(0), TAKEN);
        unheard.count(chunk(4_000), refused("it is noise"));
        unheard.count(chunk(8_000), TAKEN);
        unheard.count(chunk(12_000), refused("it is late"));
        unheard.count(AudioChunk.end("a", 1, 16_000, 0, FORMAT), TAKEN);

        assertThat(unheard.line()).contains("could not listen to 1.0 of 2.0 s, from 0.5 s on: it is noise");
        assertThat(unheard.isAll()).isFalse();
    }

    @Test
    void shouldTellWhenNothingWasListenedTo() {
        unheard.count(chunk(0), refused("it is noise"));
        unheard.count(chunk(4_000), refused("it is noise"));
        unheard.count(AudioChunk.end("a", 1, 8_000, 0, FORMAT), TAKEN);

        assertThat(unheard.line()).contains("could not listen to 1.0 of 1.0 s, from 0.0 s on: it is noise");
        assertThat(unheard.isAll()).isTrue();
    }

    private static AudioChunk chunk(long first) {
        return AudioChunk.audio("a", 1, first, 0, FORMAT, new byte[8_000]);
    }

    private static TaggedChunk refused(String reason) {
        return new TaggedChunk(Disposition.INVALID, reason, List.of(), List.of());
    }
}
