package io.earshot.evidence;

import static io.earshot.evidence.ClipStory.EPOCH;
import static io.earshot.evidence.ClipStory.RATE;
import static io.earshot.evidence.ClipStory.SOURCE;
import static io.earshot.evidence.ClipStory.START;
import static io.earshot.evidence.ClipStory.chunk;
import static io.earshot.evidence.ClipStory.chunks;
import static io.earshot.evidence.ClipStory.clip;
import static io.earshot.evidence.ClipStory.sample;
import static io.earshot.evidence.ClipStory.span;
import static io.earshot.evidence.ClipStory.valueAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.GapReason;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClipCutterTest {
    @Test
    void shouldCutToTheSampleAcrossChunks() {
        Clip clip = clip(span(1, 2.5), chunks(0, 4 * RATE));
        assertThat(clip.firstSample()).isEqualTo(RATE);
        assertThat(clip.samples()).isEqualTo(3 * RATE / 2);
        assertThat(clip.missing()).isEmpty();
        assertThat(clip.isFinal()).isTrue();
        assertThat(clip.clock().microsAt(clip.firstSample())).isEqualTo(START + 1_000_000);
        for (int i = 0; i < clip.samples(); i++) {
            assertThat(sample(clip, i)).as("sample %s", i).isEqualTo((short) valueAt(RATE + i));
        }
    }

    @Test
    void shouldHoldEverySampleThatTheSpanTouches() {
        // 10 us are less than a sample of 22.7 us: the one that sounds then.
        Clip clip = clip(new ClipSpan(SOURCE, EPOCH, START + 1_000_005, START + 1_000_015, false), chunks(0, 2 * RATE));
        assertThat(clip.firstSample()).isEqualTo(RATE);
        assertThat(clip.samples()).isEqualTo(1);
    }

    @Test
    void shouldFillAGapWithSilenceAndTellWhy() {
        List<AudioChunk> audio = new ArrayList<>(chunks(0, RATE));
        audio.add(AudioChunk.gap(SOURCE, EPOCH, RATE, START, ClipStory.FORMAT, 100)
                .withGapReason(GapReason.SOURCE_DOWN));
        audio.addAll(chunks(RATE + 150, 3 * RATE));
        Clip clip = clip(span(0.5, 2), audio);
        assertThat(clip.missing())
                .containsExactly(
                        new MissingSpan(RATE, RATE + 100, MissingReason.SOURCE_DOWN, true),
                        new MissingSpan(RATE + 100, RATE + 150, MissingReason.CHUNKS_MISSING, true));
        int gap = (int) (RATE - clip.firstSample());
        assertThat(sample(clip, gap - 1)).isEqualTo((short) valueAt(RATE - 1));
        for (int i = gap; i < gap + 150; i++) {
            assertThat(sample(clip, i)).isZero();
        }
        assertThat(sample(clip, gap + 150)).isEqualTo((short) valueAt(RATE + 150));
    }

    @Test
    void shouldTakeSamplesThatCameLateOrTwiceOnce() {
        List<AudioChunk> audio = new ArrayList<>(chunks(0, 2 * RATE));
        Collections.reverse(audio);
        audio.add(chunk(RATE - 500, 1_000));
        Clip clip = clip(span(0, 2), audio);
        assertThat(clip.missing()).isEmpty();
        for (int i = 0; i < clip.samples(); i++) {
            assertThat(sample(clip, i)).isEqualTo((short) valueAt(i));
        }
    }

    @Test
    void shouldPassOverOtherEpochsOfTheSameTime() {
        List<AudioChunk> audio = new ArrayList<>();
        for (AudioChunk own : chunks(0, RATE)) {
            byte[] other = new byte[own.payload().length];
            audio.add(AudioChunk.audio(SOURCE, EPOCH + 1, own.firstSample(), START, ClipStory.FORMAT, other));
            audio.add(AudioChunk.audio("elsewhere", EPOCH, own.firstSample(), START, ClipStory.FORMAT, other));
            audio.add(own);
        }
        assertThat(sample(clip(span(0, 1), audio), 1_234)).isEqualTo((short) 1_234);
    }

    @Test
    void shouldGiveWhatIsThereOfAnOpenEvent() {
        Clip clip = clip(span(1, 9), chunks(0, 2 * RATE));
        assertThat(clip.isFinal()).isFalse();
        assertThat(clip.seconds()).isEqualTo(1);
        assertThat(clip.missing())
                .containsExactly(new MissingSpan(2 * RATE, 9 * RATE, MissingReason.NOT_YET_THERE, false));
    }

    @Test
    void shouldEndWithItsEpoch() {
        List<AudioChunk> audio = new ArrayList<>(chunks(0, 2 * RATE));
        audio.add(AudioChunk.end(SOURCE, EPOCH, 2 * RATE, START, ClipStory.FORMAT));
        Clip clip = clip(span(-1, 9), audio);
        assertThat(clip.firstSample()).isZero();
        assertThat(clip.isFinal()).isTrue();
        assertThat(clip.missing()).containsExactly(new MissingSpan(2 * RATE, 9 * RATE, MissingReason.ENDED, false));
    }

    @Test
    void shouldTellWhatTheTopicHasDropped() {
        ClipCutter cutter = new ClipCutter(span(1, 3));
        chunks(2 * RATE, 4 * RATE).forEach(cutter::take);
        assertThat(cutter.reachesBack()).isFalse();
        Clip clip = cutter.clip(true).orElseThrow();
        assertThat(clip.missing()).containsExactly(new MissingSpan(RATE, 2 * RATE, MissingReason.NO_LONGER_KEPT, true));
        ClipCutter later = new ClipCutter(span(0, 1));
        chunks(2 * RATE, 4 * RATE).forEach(later::take);
        assertThat(later.clip(true)).isEmpty();
    }

    @Test
    void shouldKeepTwentyFourBitsAndMixChannelsAsTheyAreHeard() {
        PcmFormat stereo = new PcmFormat(48_000, 2, SampleEncoding.S24);
        ByteBuffer pcm = ByteBuffer.allocate(6 * 4_800).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 4_800; i++) {
            put24(pcm, 1_000_001 + 2 * i);
            put24(pcm, -1_000_001);
        }
        Clip clip = clip(span(0, 0.1), List.of(AudioChunk.audio(SOURCE, EPOCH, 0, START, stereo, pcm.array())));
        assertThat(clip.format()).isEqualTo(new PcmFormat(48_000, 1, SampleEncoding.S24));
        for (int i = 0; i < 4_800; i++) {
            assertThat(clip.mono()[i]).isEqualTo((float) (i * 0x1p-23));
        }
    }

    @Test
    void shouldCountSamplesBeyondFullScale() {
        PcmFormat floats = new PcmFormat(8_000, 1, SampleEncoding.F32);
        ByteBuffer pcm = ByteBuffer.allocate(4 * 800).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 800; i++) {
            pcm.putFloat(i == 5 ? 2f : 0.25f);
        }
        Clip clip = clip(span(0, 0.1), List.of(AudioChunk.audio(SOURCE, EPOCH, 0, START, floats, pcm.array())));
        assertThat(clip.clippedSamples()).isEqualTo(1);
        assertThat(clip.mono()[4]).isEqualTo(0.25f);
        assertThat(clip.mono()[5]).isEqualTo((float) (1 - 0x1p-23));
    }

    @Test
    void shouldReplaceAudioThatCannotBeReadBySilence() {
        PcmFormat floats = new PcmFormat(8_000, 1, SampleEncoding.F32);
        byte[] good = new byte[4 * 800];
        byte[] bad = good.clone();
        ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putFloat(40, Float.NaN);
        Clip clip = clip(
                span(0, 0.2),
                List.of(
                        AudioChunk.audio(SOURCE, EPOCH, 0, START, floats, good),
                        AudioChunk.audio(SOURCE, EPOCH, 800, START, floats, bad)));
        assertThat(clip.missing()).containsExactly(new MissingSpan(800, 1_600, MissingReason.BAD_RECORDS, true));
    }

    @Test
    void shouldNotBeLongerThanAClipMayBe() {
        int rate = 192_000;
        PcmFormat fast = new PcmFormat(rate, 1, SampleEncoding.S16);
        ClipCutter cutter = new ClipCutter(span(0, 200));
        cutter.take(AudioChunk.audio(SOURCE, EPOCH, 0, START, fast, new byte[2 * rate]));
        cutter.take(AudioChunk.gap(SOURCE, EPOCH, rate, START, fast, 300L * rate));
        Clip clip = cutter.clip(false).orElseThrow();
        assertThat(clip.samples()).isEqualTo(ClipCutter.MAX_SAMPLES);
        assertThat(clip.missing().get(1))
                .isEqualTo(new MissingSpan(ClipCutter.MAX_SAMPLES, 200L * rate, MissingReason.TOO_LONG, false));
    }

    private static void put24(ByteBuffer pcm, int value) {
        pcm.putShort((short) value).put((byte) (value >> 16));
    }
}
