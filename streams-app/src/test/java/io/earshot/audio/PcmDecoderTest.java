package io.earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PcmDecoderTest {
    @ParameterizedTest
    @EnumSource(SampleEncoding.class)
    void shouldGiveTheValuesThatWereWritten(SampleEncoding encoding) {
        byte[] pcm = PcmBytes.of(encoding, 0, 0.5, -0.5, -1, 0.25, 127 / 32_768.0, -129 / 32_768.0);

        float[] mono = decoder(1, encoding).decode(pcm);

        assertThat(mono).containsExactly(0f, 0.5f, -0.5f, -1f, 0.25f, 127 / 32_768f, -129 / 32_768f);
    }

    @ParameterizedTest
    @EnumSource(SampleEncoding.class)
    void shouldAverageChannels(SampleEncoding encoding) {
        byte[] pcm = PcmBytes.of(encoding, 0.5, 0.25, 0, -1, -1, 0.5);

        assertThat(decoder(3, encoding).decode(pcm)).containsExactly(0.25f, -0.5f);
    }

    @Test
    void shouldReadTheExtremes() {
        byte[] s24 = {(byte) 0xff, (byte) 0xff, 0x7f, 0, 0, (byte) 0x80, (byte) 0xff, (byte) 0xff, (byte) 0xff};
        assertThat(decoder(1, SampleEncoding.S24).decode(s24))
                .containsExactly(8_388_607 / 8_388_608f, -1f, -1 / 8_388_608f);
        byte[] s32 = {(byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f, 0, 0, 0, (byte) 0x80};
        assertThat(decoder(1, SampleEncoding.S32).decode(s32)).containsExactly(1f, -1f);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1_000.5f, -1e30f})
    void shouldRefuseFloatsThatAreNoAudio(float value) {
        byte[] pcm = PcmBytes.of(SampleEncoding.F32, 0, value);

        assertThatThrownBy(() -> decoder(1, SampleEncoding.F32).decode(pcm))
                .isInstanceOf(InvalidAudioException.class)
                .hasMessageContaining("byte 4")
                .hasMessageContaining(String.valueOf(value));
    }

    @Test
    void shouldLetFloatsBeLouderThanFullScale() {
        assertThat(decoder(1, SampleEncoding.F32).decode(PcmBytes.of(SampleEncoding.F32, 1.5, -1_000)))
                .containsExactly(1.5f, -1_000f);
    }

    @Test
    void shouldRefuseHalfASample() {
        assertThatThrownBy(() -> decoder(2, SampleEncoding.S16).decode(new byte[6]))
                .isInstanceOf(InvalidAudioException.class)
                .hasMessageContaining("6")
                .hasMessageContaining("4");
    }

    @Test
    void shouldDecodeNothingToNothing() {
        assertThat(decoder(1, SampleEncoding.S16).decode(new byte[0])).isEmpty();
    }

    private static PcmDecoder decoder(int channels, SampleEncoding encoding) {
        return new PcmDecoder(new PcmFormat(32_000, channels, encoding));
    }
}
