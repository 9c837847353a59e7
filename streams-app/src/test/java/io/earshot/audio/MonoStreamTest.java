package io.earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MonoStreamTest {
    private static final int RATE = 8_000;

    /** Anything that does not cancel is what chunks of several channels are mixed to, to the bit. */
    @ParameterizedTest
    @EnumSource(SampleEncoding.class)
    void shouldGiveTheMeanThatChunksAreMixedTo(SampleEncoding encoding) throws IOException {
        Random random = new Random(5);
        double[] samples = random.doubles(3 * 2 * RATE, -.9, .9).toArray();
        byte[] pcm = PcmBytes.of(encoding, samples);
        PcmFormat format = new PcmFormat(RATE, 3, encoding);
        float[] expected = new PcmDecoder(format).decode(pcm);
        for (int bytes : new int[] {4, 100, 639, 640, 641, 100_000}) {
            MonoStream mono = new MonoStream(new Pcm(format, pcm), HeardChannel.MIX);
            assertThat(floats(mono, bytes)).isEqualTo(expected);
            assertThat(mono.notes()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, left", "2, right", "3, channel 3"})
    void shouldGiveTheChannelThatIsAskedFor(int channel, String name) throws IOException {
        double[] samples = new double[3 * RATE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = i % 3 == channel - 1 ? .25 : -.5;
        }
        PcmFormat format = new PcmFormat(RATE, 3, SampleEncoding.S16);
        MonoStream mono = new MonoStream(new Pcm(format, PcmBytes.of(SampleEncoding.S16, samples)), channel);
        assertThat(floats(mono, 1_000)).hasSize(RATE).containsOnly(.25f);
        assertThat(mono.heard().text()).isEqualTo(name);
    }

    @Test
    void shouldRefuseAChannelThatIsNotThere() {
        PcmFormat format = new PcmFormat(RATE, 2, SampleEncoding.S16);
        assertThatThrownBy(() -> new MonoStream(new Pcm(format, new byte[4]), 3))
                .isInstanceOf(InvalidAudioException.class)
                .hasMessage("has no channel 3, only 2");
    }

    /** From its first block on, and whatever the reads are. */
    @Test
    void shouldHearTheLouderChannelWhereTheChannelsCancelEachOther() throws IOException {
        byte[] pcm = stereo(2 * RATE, (i, sound) -> -.9 * sound);
        for (int bytes : new int[] {4, 100, 641, 100_000}) {
            MonoStream mono = new MonoStream(new Pcm(new PcmFormat(RATE, 2, SampleEncoding.S16), pcm), 0);
            assertThat(floats(mono, bytes)).isEqualTo(left(pcm));
            assertThat(mono.heard().text()).isEqualTo("left (the channels cancel each other)");
            assertThat(mono.notes()).containsExactly("the channels cancel each other; the left one is heard");
        }
    }

    @Test
    void shouldGoBackToTheMixWhenTheChannelsAgreeAgain() throws IOException {
        byte[] pcm = stereo(4 * RATE, (i, sound) -> i < 2 * RATE ? -sound : sound);
        MonoStream mono = new MonoStream(new Pcm(new PcmFormat(RATE, 2, SampleEncoding.S16), pcm), 0);
        float[] heard = floats(mono, 1_000);
        float[] expected = left(pcm);
        int switched = 2 * RATE + RATE / 10;
        assertThat(Arrays.copyOf(heard, 2 * RATE)).isEqualTo(Arrays.copyOf(expected, 2 * RATE));
        assertThat(Arrays.copyOfRange(heard, switched, 4 * RATE))
                .isEqualTo(Arrays.copyOfRange(expected, switched, 4 * RATE));
        assertThat(mono.heard().text()).isEqualTo("mix");
    }

    @Test
    void shouldLeaveAMixAloneWhenOneChannelIsSilentOrTheyDiffer() throws IOException {
        Random random = new Random(9);
        for (byte[] pcm :
                List.of(stereo(RATE, (i, sound) -> 0), stereo(RATE, (i, sound) -> random.nextGaussian() / 5))) {
            PcmFormat format = new PcmFormat(RATE, 2, SampleEncoding.S16);
            MonoStream mono = new MonoStream(new Pcm(format, pcm), 0);
            assertThat(floats(mono, 1_000)).isEqualTo(new PcmDecoder(format).decode(pcm));
        }
    }

    /** Whoever decodes the mix must refuse it as it would refuse the channels. */
    @Test
    void shouldKeepWhatIsNoSampleRefused() throws IOException {
        byte[] pcm = PcmBytes.of(SampleEncoding.F32, .5, 1e30, .5, .5);
        MonoStream mono = new MonoStream(new Pcm(new PcmFormat(RATE, 2, SampleEncoding.F32), pcm), 0);
        byte[] out = new byte[8];
        assertThat(mono.read(out)).isEqualTo(8);
        assertThatThrownBy(() -> new PcmDecoder(mono.format()).decode(out)).hasMessageContaining("is 1.0E30");
    }

    private interface Right {
        double of(int index, double left);
    }

    private static byte[] stereo(int samples, Right right) {
        Random random = new Random(1);
        double[] both = new double[2 * samples];
        for (int i = 0; i < samples; i++) {
            both[2 * i] = random.nextDouble() - .5;
            both[2 * i + 1] = Math.max(-.99, Math.min(.99, right.of(i, both[2 * i])));
        }
        return PcmBytes.of(SampleEncoding.S16, both);
    }

    private static float[] left(byte[] stereo) {
        ByteBuffer pcm = ByteBuffer.wrap(stereo).order(ByteOrder.LITTLE_ENDIAN);
        float[] left = new float[stereo.length / 4];
        for (int i = 0; i < left.length; i++) {
            left[i] = pcm.getShort(4 * i) * 0x1p-15f;
        }
        return left;
    }

    private static float[] floats(MonoStream mono, int bytes) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[bytes];
        for (int got = mono.read(buffer); got != -1; got = mono.read(buffer)) {
            assertThat(got % 4).isZero();
            all.write(buffer, 0, got);
        }
        return new PcmDecoder(mono.format()).decode(all.toByteArray());
    }

    private static final class Pcm implements PcmStream {
        private final PcmFormat format;
        private final ByteArrayInputStream in;

        Pcm(PcmFormat format, byte[] pcm) {
            this.format = format;
            this.in = new ByteArrayInputStream(pcm);
        }

        @Override
        public PcmFormat format() {
            return format;
        }

        @Override
        public int read(byte[] buffer) {
            return in.read(buffer, 0, buffer.length - buffer.length % format.frameBytes());
        }

        @Override
        public void close() {}
    }
}
