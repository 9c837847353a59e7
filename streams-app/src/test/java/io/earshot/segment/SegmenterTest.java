package io.earshot.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.AudioOrigin;
import io.earshot.audio.ChunkKind;
import io.earshot.audio.PcmBytes;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import io.earshot.dsp.Resamplers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmenterTest {
    private static final HopGrid GRID = new HopGrid(32_000, 320, 1024, 96, 32, 2);
    private static final int HOP = GRID.hopSamples();
    private static final int SECOND = 32_000;
    private static final PcmFormat FORMAT = new PcmFormat(SECOND, 1, SampleEncoding.S24);
    /** Its hop 1 starts 48 frames into the epoch. */
    private static final String SOURCE = sourceWithLead(48);

    private final StoredSegmenter segmenter = new StoredSegmenter(GRID, SOURCE);

    @Test
    void shouldPutOutNothingBeforeAHopIsComplete() {
        assertThat(hear(0, SECOND / 3).cuts()).isEmpty();
        assertThat(hear(SECOND / 3, 10).cuts()).isEmpty();
    }

    @Test
    void shouldPutOutAHopAsSoonAsItsWindowIsComplete() {
        long needed = GRID.windowEndSample(GRID.spreadLeadFrames(SOURCE), 0);
        assertThat(hear(0, (int) needed - 1).cuts()).isEmpty();
        assertThat(hear(needed - 1, 1).cuts()).hasSize(1);
    }

    @Test
    void shouldTellWhenAHopIs() {
        hear(0, 2 * SECOND);
        List<Hop> hops = Cuts.hops(segmenter.cuts());

        assertThat(hops.get(0).span()).isEqualTo(new HopSpan(SOURCE, 1, 0, 7, 7, 7, 480_007, true, HOP / 2));
        assertThat(hops.get(1).span()).isEqualTo(new HopSpan(SOURCE, 1, 1, 7, 7, 480_007, 1_440_007, false, HOP));
        assertThat(hops).hasSize(2);
    }

    @Test
    void shouldStartTheSegmentAtTheHopBefore() {
        hear(0, 2 * SECOND);
        hear(2 * SECOND, 2 * SECOND);
        HopSpan third = Cuts.hops(segmenter.cuts()).get(2).span();
        assertThat(third.segmentStartMicros()).isEqualTo(480_007);
        assertThat(third.startMicros()).isEqualTo(1_440_007);
    }

    @Test
    void shouldCompleteTheLastHopWithSilenceAtTheEnd() {
        hear(0, SECOND);
        SegmentOutcome outcome = end(SECOND);

        assertThat(outcome.cuts()).hasSize(2);
        Hop last = (Hop) outcome.cuts().get(0);
        assertThat(last.span().heardSamples()).isEqualTo(SECOND - HOP / 2);
        assertThat(last.span().endMicros()).isEqualTo(1_000_007);
        assertThat(valuesFrom(last, SECOND)).containsOnly(0f);
        assertThat(outcome.cuts().get(1)).isEqualTo(new RunEnd(SOURCE, 1, 1_000_007, false));
        assertThat(segmenter.blocks()).isEmpty();
    }

    @Test
    void shouldFillAShortGapWithSilenceAndGoOn() {
        hear(0, SECOND);
        hear(SECOND + SECOND / 2, SECOND);
        end(2 * SECOND + SECOND / 2);

        List<Hop> hops = Cuts.hops(segmenter.cuts());
        assertThat(hops).extracting(hop -> hop.span().startsRun()).containsExactly(true, false, false, false);
        assertThat(hops.stream().mapToInt(hop -> hop.span().heardSamples()).sum())
                .isEqualTo(2 * SECOND);
        assertThat(valueAt(hops.get(1), SECOND - 1)).isNotZero();
        assertThat(valueAt(hops.get(1), SECOND)).isZero();
        assertThat(valueAt(hops.get(2), SECOND + SECOND / 2)).isNotZero();
    }

    @Test
    void shouldDoTheSameForAJumpAndForAGapThatIsSaid() {
        for (int gap : new int[] {1, SECOND, 2 * SECOND, 2 * SECOND + 1, 10 * SECOND}) {
            StoredSegmenter said = new StoredSegmenter(GRID, SOURCE);
            StoredSegmenter jumped = new StoredSegmenter(GRID, SOURCE);
            for (StoredSegmenter each : List.of(said, jumped)) {
                each.accept(audio(1, 0, SECOND));
                if (each == said) {
                    each.accept(AudioChunk.gap(SOURCE, 1, SECOND, 7, FORMAT, (gap + 1) / 2));
                    if (gap > 1) {
                        each.accept(AudioChunk.gap(SOURCE, 1, SECOND + (gap + 1) / 2, 7, FORMAT, gap / 2));
                    }
                }
                each.accept(audio(1, SECOND + gap, 2 * SECOND));
            }
            Cuts.assertSame(said.cuts(), jumped.cuts());
            assertThat(said.cuts().stream().anyMatch(RunEnd.class::isInstance)).isEqualTo(gap > 2 * SECOND);
        }
    }

    @Test
    void shouldEndTheRunAtALongGapAndStartAnotherOnTheSameGrid() {
        hear(0, SECOND);
        long later = 100 * SECOND;
        List<Cut> cuts = hear(later, 2 * SECOND).cuts();

        assertThat(((Hop) cuts.get(0)).span().gridIndex()).isEqualTo(1);
        assertThat(valuesFrom((Hop) cuts.get(0), SECOND)).containsOnly(0f);
        assertThat(cuts.get(1)).isEqualTo(new RunEnd(SOURCE, 1, 1_000_007, true));
        Hop first = (Hop) cuts.get(2);
        long index = (later + HOP / 2) / HOP;
        assertThat(first.span().gridIndex()).isEqualTo(index);
        assertThat(first.span().startsRun()).isTrue();
        assertThat(first.span().segmentStartMicros()).isEqualTo(first.span().startMicros());
        assertThat(first.span().heardSamples())
                .isEqualTo((int) (GRID.hopStartSample(GRID.spreadLeadFrames(SOURCE), index + 1) - later));
        assertThat(valueAt(first, later - 1)).isZero();
        assertThat(valueAt(first, later)).isNotZero();
        assertThat(((Hop) cuts.get(3)).span().startsRun()).isFalse();
    }

    @Test
    void shouldEndTheRunAsSoonAsALongGapIsSaid() {
        hear(0, SECOND);
        SegmentOutcome outcome = segmenter.accept(AudioChunk.gap(SOURCE, 1, SECOND, 7, FORMAT, 3 * SECOND));

        assertThat(outcome.cuts()).hasSize(2);
        assertThat(outcome.cuts().get(1)).isEqualTo(new RunEnd(SOURCE, 1, 1_000_007, true));
        assertThat(segmenter.blocks()).isEmpty();
        assertThat(end(4 * SECOND).cuts()).isEmpty();
    }

    @Test
    void shouldNotPutOutAGridIndexTwiceIfAHopIsLongerThanTheGap() {
        HopGrid wide = new HopGrid(32_000, 320, 1024, 960, 32, 2);
        StoredSegmenter slow = new StoredSegmenter(wide, SOURCE);
        slow.accept(audio(1, 0, SECOND));
        slow.accept(audio(1, 4 * SECOND, SECOND));
        for (int second = 5; second < 30; second++) {
            slow.accept(audio(1, (long) second * SECOND, SECOND));
        }

        List<Hop> hops = Cuts.hops(slow.cuts());
        assertThat(hops)
                .extracting(hop -> hop.span().gridIndex())
                .startsWith(0L, 1L, 2L)
                .doesNotHaveDuplicates();
        assertThat(hops.get(1).span().startsRun()).isTrue();
    }

    @Test
    void shouldStartWhereTheFirstChunkIsIfEarlierOnesAreGone() {
        long first = 1_000_000_000_000L;
        List<Cut> cuts = hear(first, 2 * SECOND).cuts();

        assertThat(cuts).hasSizeBetween(1, 3);
        HopSpan span = ((Hop) cuts.get(0)).span();
        assertThat(span.startsRun()).isTrue();
        assertThat(span.gridIndex()).isEqualTo((first + HOP / 2) / HOP);
    }

    @Test
    void shouldTakeSilenceForAShortBeginningThatIsMissing() {
        hear(SECOND, SECOND);
        Hop first = Cuts.hops(segmenter.cuts()).get(0);
        assertThat(first.span().gridIndex()).isZero();
        assertThat(first.span().heardSamples()).isZero();
    }

    @Test
    void shouldTakeOnlyTheNewPartOfAnOverlappingChunk() {
        hear(0, SECOND);
        byte[] other = PcmBytes.of(SampleEncoding.S24, new double[SECOND]);
        SegmentOutcome outcome = segmenter.accept(AudioChunk.audio(SOURCE, 1, 100, 7, FORMAT, other));

        assertThat(outcome.disposition()).isEqualTo(Disposition.ACCEPTED);
        assertThat(outcome.block().orElseThrow().firstSample()).isEqualTo(SECOND);
        assertThat(outcome.block().orElseThrow().payload()).hasSize(300);
        Hop last = (Hop) end(SECOND + 100).cuts().get(0);
        assertThat(valueAt(last, SECOND - 1)).isNotZero();
        assertThat(valueAt(last, SECOND)).isZero();
    }

    @Test
    void shouldSayWhyAChunkIsNotUsedAndChangeNothing() {
        segmenter.accept(audio(0, 0, 10));
        hear(0, SECOND);
        hear(SECOND + 100, SECOND);
        PcmFormat stereo = new PcmFormat(SECOND, 2, SampleEncoding.S24);

        refused(audio(1, 0, SECOND), Disposition.DUPLICATE, "samples 0..31999 are known already");
        refused(audio(1, SECOND + 5, 10), Disposition.LATE, "samples 32005..32014 come after they were given up");
        refused(audio(0, 0, 10), Disposition.LATE, "epoch 0 was superseded by 1");
        refused(
                AudioChunk.audio(SOURCE, 1, 3 * SECOND, 7, stereo, new byte[60]),
                Disposition.CONTRADICTORY,
                "format changed");
        refused(
                AudioChunk.audio(SOURCE, 1, 3 * SECOND, 8, FORMAT, new byte[60]),
                Disposition.CONTRADICTORY,
                "epoch start changed from 7 to 8 us");
        refused(AudioChunk.end(SOURCE, 1, SECOND, 7, FORMAT), Disposition.CONTRADICTORY, "64100 were heard");
        refused(AudioChunk.gap(SOURCE, 1, 50, 7, FORMAT, 10), Disposition.DUPLICATE, "known already");
        refused(
                new AudioChunk(
                        SOURCE,
                        ChunkKind.HEARTBEAT,
                        9,
                        0,
                        0,
                        stereo,
                        0,
                        new byte[0],
                        io.earshot.audio.AudioOrigin.LIVE,
                        io.earshot.audio.GapReason.UNKNOWN,
                        ""),
                Disposition.IGNORED,
                "heartbeat");
        end(2 * SECOND + 100);
        refused(audio(1, 0, SECOND), Disposition.DUPLICATE, "known already");
        refused(audio(1, 2 * SECOND, SECOND), Disposition.CONTRADICTORY, "after the end of epoch 1");
        refused(AudioChunk.end(SOURCE, 1, 2 * SECOND + 100, 7, FORMAT), Disposition.DUPLICATE, "ended already");
    }

    @Test
    void shouldRefuseAPayloadThatIsNoAudioEvenOfANewEpoch() {
        hear(0, SECOND);
        PcmFormat floats = new PcmFormat(SECOND, 1, SampleEncoding.F32);
        AudioChunk bad = AudioChunk.audio(SOURCE, 2, 0, 7, floats, PcmBytes.of(SampleEncoding.F32, 0, Double.NaN));
        refused(bad, Disposition.INVALID, "NaN");
        assertThat(hear(SECOND, SECOND).disposition()).isEqualTo(Disposition.ACCEPTED);
    }

    @Test
    void shouldLoseTheOldEpochWhenANewOneStarts() {
        hear(0, SECOND);
        SegmentOutcome outcome = segmenter.accept(audio(2, 0, 2 * SECOND));

        List<Cut> cuts = outcome.cuts();
        assertThat(cuts.get(1)).isEqualTo(new RunEnd(SOURCE, 1, 1_000_007, true));
        assertThat(((Hop) cuts.get(2)).span().epochId()).isEqualTo(2);
        assertThat(((Hop) cuts.get(2)).span().gridIndex()).isZero();
        assertThat(((Hop) cuts.get(2)).span().startsRun()).isTrue();
        assertThat(segmenter.blocks()).extracting(CarryOverBlock::epochId).containsOnly(2L);
    }

    @Test
    void shouldLoseNothingWhenANewEpochFollowsAnEnd() {
        hear(0, SECOND);
        end(SECOND);
        assertThat(segmenter.accept(audio(2, 0, 100)).cuts()).isEmpty();
    }

    @Test
    void shouldEndAnEpochThatHadNoAudio() {
        assertThat(end(0).cuts()).isEmpty();
        assertThat(hear(0, 10).disposition()).isEqualTo(Disposition.CONTRADICTORY);
    }

    @Test
    void shouldGoOnThroughFilledGapsAfterARestart() {
        hear(0, SECOND / 2);
        segmenter.restart();
        segmenter.accept(AudioChunk.gap(SOURCE, 1, SECOND / 2, 7, FORMAT, SECOND / 2));
        segmenter.restart();
        hear(SECOND, SECOND / 8);
        segmenter.restart();
        end(SECOND + SECOND / 8);

        int heard = Cuts.hops(segmenter.cuts()).stream()
                .mapToInt(hop -> hop.span().heardSamples())
                .sum();
        assertThat(heard).isEqualTo(SECOND / 2 + SECOND / 8);
    }

    @Test
    void shouldTakeTheLastChunkAgainForADuplicate() {
        hear(0, SECOND);
        refused(audio(1, 0, SECOND), Disposition.DUPLICATE, "samples 0..31999 are known already");
    }

    @Test
    void shouldStartAtTheEpochsStartIfNoMoreThanTheLongestGapIsMissing() {
        hear(2 * SECOND, SECOND);
        assertThat(Cuts.hops(segmenter.cuts()).get(0).span().gridIndex()).isZero();
        StoredSegmenter other = new StoredSegmenter(GRID, SOURCE);
        other.accept(audio(1, 2 * SECOND + 1, 2 * SECOND));
        assertThat(Cuts.hops(other.cuts()).get(0).span().gridIndex()).isEqualTo(2);
    }

    @Test
    void shouldPassOverBlocksThatWereNotDeletedYet() {
        Resamplers resamplers = new Resamplers(SECOND);
        Segmenter first = new Segmenter(GRID, resamplers, SOURCE);
        List<CarryOverBlock> blocks = new ArrayList<>();
        first.accept(audio(1, 0, SECOND)).block().ifPresent(blocks::add);
        first.accept(audio(2, 0, SECOND)).block().ifPresent(blocks::add);
        first.accept(audio(2, SECOND, SECOND)).block().ifPresent(blocks::add);
        first.accept(audio(2, 2 * SECOND, SECOND)).block().ifPresent(blocks::add);
        Collections.reverse(blocks);

        Segmenter second = Segmenter.restore(GRID, resamplers, SOURCE, first.state(), blocks);

        AudioChunk next = audio(2, 3 * SECOND, SECOND);
        Cuts.assertSame(second.accept(next).cuts(), first.accept(next).cuts());
    }

    @Test
    void shouldTakeEpochsInTheOrderOfTheirFirstChunksWhateverTheirIdsAndStarts() {
        for (long epoch : List.of(Long.MAX_VALUE, 5L, 900L, 3L)) {
            assertThat(segmenter.accept(audio(epoch, 0, SECOND)).disposition()).isEqualTo(Disposition.ACCEPTED);
        }
        AudioChunk far = AudioChunk.audio(SOURCE, 4, 0, 4_102_444_800_000_000L, FORMAT, new byte[3]);
        assertThat(segmenter.accept(far).disposition()).isEqualTo(Disposition.ACCEPTED);
        for (long epoch : List.of(Long.MAX_VALUE, 5L, 900L, 3L)) {
            refused(audio(epoch, SECOND, SECOND), Disposition.LATE, "epoch " + epoch + " was superseded by 4");
        }
    }

    @Test
    void shouldRememberTheNewestSupersededEpochsOverRestarts() {
        for (int epoch = 0; epoch < 40; epoch++) {
            segmenter.accept(audio(epoch, 0, 10));
            segmenter.restart();
        }
        for (int epoch = 39 - SegmenterState.MOST_SUPERSEDED; epoch < 39; epoch++) {
            refused(audio(epoch, 0, 10), Disposition.LATE, "was superseded by 39");
        }
        assertThat(segmenter.accept(audio(3, 0, 10)).disposition()).isEqualTo(Disposition.ACCEPTED);
    }

    @Test
    void shouldCutARecordingAlikeUnderEveryName() {
        for (int name = 0; name < 24; name++) {
            StoredSegmenter named = new StoredSegmenter(GRID, "rec-" + name);
            for (int second = 0; second < 3; second++) {
                byte[] heard = TestAudio.ramp(FORMAT, second * SECOND, SECOND);
                named.accept(AudioChunk.audio("rec-" + name, 1, (long) second * SECOND, 7, FORMAT, heard)
                        .withOrigin(AudioOrigin.RECORDING));
            }
            HopSpan first = Cuts.hops(named.cuts()).get(0).span();
            assertThat(first.gridEndMicros() - first.startMicros()).isEqualTo(HOP * 1_000_000L / SECOND);
            assertThat(first.heardSamples()).isEqualTo(HOP);
        }
    }

    @Test
    void shouldNotLetAnEpochChangeItsOrigin() {
        hear(0, SECOND);
        refused(
                audio(1, SECOND, SECOND).withOrigin(AudioOrigin.RECORDING),
                Disposition.CONTRADICTORY,
                "origin changed from LIVE to RECORDING");
    }

    @Test
    void shouldNotTakeAChunkOfAnotherSource() {
        AudioChunk foreign = AudioChunk.audio("other", 1, 0, 7, FORMAT, new byte[3]);
        assertThatThrownBy(() -> segmenter.accept(foreign)).isInstanceOf(IllegalArgumentException.class);
    }

    private void refused(AudioChunk chunk, Disposition disposition, String reason) {
        SegmentOutcome outcome = segmenter.accept(chunk);
        SegmenterState before = outcome.state();
        assertThat(outcome.disposition()).isEqualTo(disposition);
        assertThat(outcome.reason()).contains(reason).doesNotContain("\n");
        assertThat(outcome.cuts()).isEmpty();
        assertThat(outcome.block()).isEmpty();
        assertThat(segmenter.accept(chunk).state()).isEqualTo(before);
    }

    private SegmentOutcome hear(long first, int samples) {
        return segmenter.accept(audio(1, first, samples));
    }

    private SegmentOutcome end(long samples) {
        return segmenter.accept(AudioChunk.end(SOURCE, 1, samples, 7, FORMAT));
    }

    private static AudioChunk audio(long epoch, long first, int samples) {
        return AudioChunk.audio(SOURCE, epoch, first, 7, FORMAT, TestAudio.ramp(FORMAT, 0, samples));
    }

    private static float valueAt(Hop hop, long sample) {
        return hop.samples()[
                (int) (sample
                        - GRID.windowStartSample(
                                GRID.spreadLeadFrames(SOURCE), hop.span().gridIndex()))];
    }

    private static float[] valuesFrom(Hop hop, long sample) {
        long from = sample
                - GRID.windowStartSample(
                        GRID.spreadLeadFrames(SOURCE), hop.span().gridIndex());
        return Arrays.copyOfRange(hop.samples(), (int) from, hop.samples().length);
    }

    private static String sourceWithLead(int frames) {
        int number = 0;
        while (GRID.spreadLeadFrames("source-" + number) != frames) {
            number++;
        }
        return "source-" + number;
    }
}
