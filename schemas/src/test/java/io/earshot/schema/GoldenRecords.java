package io.earshot.schema;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** One record of each topic in which every field says something. */
final class GoldenRecords {
    private static final long MICROS = 1_795_000_000_000_000L;
    private static final String DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private GoldenRecords() {}

    static List<SpecificRecord> all() {
        return List.of(
                chunk(),
                query(),
                queryEmbedding(),
                calibration(),
                segmentEmbedding(),
                event(),
                nearMiss(),
                coverage(),
                source(),
                sourceStatus(),
                receiver(),
                verdict());
    }

    private static AudioChunk chunk() {
        return AudioChunk.newBuilder()
                .setSourceId("yard")
                .setKind(ChunkKind.AUDIO)
                .setEpochId(3)
                .setFirstSample(10_240)
                .setEpochStartMicros(MICROS)
                .setSampleRateHz(32_000)
                .setChannels(2)
                .setEncoding(SampleEncoding.S16)
                .setGapSamples(0)
                .setPayload(ByteBuffer.wrap(new byte[] {1, 0, -1, -1, 0, -128, -1, 127}))
                .setOrigin(AudioOrigin.LIVE)
                .setGapReason(GapReason.UNKNOWN)
                .setTitle("The Yardbirds - For Your Love")
                .build();
    }

    private static QueryRules rules() {
        return QueryRules.newBuilder()
                .setOpenConfidence(0.75)
                .setCloseConfidence(0.5)
                .setConfirmHits(2)
                .setConfirmHops(3)
                .setMergeGapSeconds(1.5)
                .setMinDurationSeconds(0.25)
                .setMaxDurationSeconds(60.0)
                .setCooldownSeconds(5.0)
                .setAbsentForSeconds(3_900.0)
                .setAboveLevelDbfs(-60.0)
                .build();
    }

    private static StandingQuery query() {
        return StandingQuery.newBuilder()
                .setId("glass")
                .setText("glass is breaking")
                .setLanguage("en")
                .setOtherTexts(List.of("a window shatters"))
                .setNegatives(List.of("bottles are being sorted"))
                .setSensitivity(new QuerySensitivity(SensitivityKind.PROBABILITY, 0.75))
                .setSources(List.of("yard", "hall-*"))
                .setRules(rules())
                .setLabels(Map.of("team", "facility"))
                .setEnabled(false)
                .setEvidence(new QueryEvidence(5.0, 1.5, List.of("flac", "opus"), 90, 500, 2_000_000_000L))
                .build();
    }

    private static QueryEmbedding queryEmbedding() {
        return QueryEmbedding.newBuilder()
                .setQueryId("glass")
                .setModelDigest(DIGEST)
                .setQuery(query())
                .setQueryVersion("a1b2c3")
                .setLevels(ByteBuffer.wrap(new byte[] {0, 0, (byte) 0x80, 0x3F, 0, 0, 0, 0}))
                .setFactors(ByteBuffer.wrap(new byte[] {0, 0, (byte) 0x80, (byte) 0xBF}))
                .setBackgroundMean(0.125)
                .setBackgroundDeviation(0.0625)
                .setTextBackgroundMean(0.25)
                .setTextBackgroundDeviation(0.03125)
                .setOtherTexts(List.of(textEmbedding()))
                .setNegatives(List.of(textEmbedding()))
                .setWarnings(List.of("negation is not understood"))
                .setErrors(List.of("negatives are not scored by this version"))
                .build();
    }

    private static TextEmbedding textEmbedding() {
        return TextEmbedding.newBuilder()
                .setLevels(ByteBuffer.wrap(new byte[] {0, 0, (byte) 0x80, 0x3F, 0, 0, 0, 0}))
                .setFactors(ByteBuffer.wrap(new byte[] {0, 0, (byte) 0x80, (byte) 0xBF}))
                .setBackgroundMean(0.25)
                .setBackgroundDeviation(0.125)
                .build();
    }

    private static Calibration calibration() {
        return Calibration.newBuilder()
                .setSourceId("yard")
                .setQueryId("glass")
                .setModelDigest(DIGEST)
                .setQueryVersion("a1b2c3")
                .setThresholdScore(0.5)
                .setAlarmsPerDay(0.25)
                .setLowAlarmsPerDay(0.125)
                .setHighAlarmsPerDay(0.5)
                .setBackgroundQuantiles(List.of(0.125, 0.25, 0.375, 0.5))
                .setBackgroundMean(0.125)
                .setBackgroundDeviation(0.0625)
                .setValidFromMicros(MICROS)
                .setHeardSeconds(86_400)
                .build();
    }

    private static SegmentEmbedding segmentEmbedding() {
        return SegmentEmbedding.newBuilder()
                .setSourceId("yard")
                .setModelDigest(DIGEST)
                .setEpochId(3)
                .setGridIndex(17)
                .setEpochStartMicros(MICROS)
                .setSegmentStartMicros(MICROS + 15_360_000)
                .setHopStartMicros(MICROS + 16_320_000)
                .setEndMicros(MICROS + 17_280_000)
                .setStartsRun(true)
                .setHeardSamples(30_720)
                .setLevels(ByteBuffer.wrap(new byte[] {0, 0x3C, 0, 0}))
                .setFactors(ByteBuffer.wrap(new byte[] {0, (byte) 0xBC}))
                .setLevelDbfs(-42.5f)
                .build();
    }

    private static MatchEvent event() {
        return MatchEvent.newBuilder()
                .setPhase(EventPhase.CLOSE)
                .setEventId("5d41402abc4b2a76")
                .setSourceId("yard")
                .setEpochId(3)
                .setGridIndex(17)
                .setQueryId("glass")
                .setQueryVersion("a1b2c3")
                .setQueryText("glass is breaking")
                .setQueryOtherTexts(List.of("a window shatters"))
                .setQueryNegatives(List.of("bottles are being sorted"))
                .setQuerySensitivity(new QuerySensitivity(SensitivityKind.ALARMS_PER_DAY, 0.25))
                .setQuerySources(List.of("yard", "hall-*"))
                .setQueryRules(rules())
                .setLabels(Map.of("team", "facility"))
                .setOnsetMicros(MICROS + 15_500_000)
                .setOffsetMicros(MICROS + 17_280_000)
                .setPeakMicros(MICROS + 17_280_000)
                .setConfidence(0.875)
                .setThreshold(0.75)
                .setCloseThreshold(0.5)
                .setDecidedBy(DecidedBy.SOURCE)
                .setCalibration(calibration())
                .setScore(0.5)
                .setEndReason(EndReason.SOUND_ENDED)
                .setModelDigest(DIGEST)
                .setWhy(explanation())
                .setTitle("The Yardbirds - For Your Love")
                .setAbsence(new Absence(3_912.5, -71.25))
                .build();
    }

    private static Explanation explanation() {
        return Explanation.newBuilder()
                .setLevelScores(List.of(0.25f, 0.5f, 0.75f))
                .setFactors(List.of(new FactorShare(2, "glass", 0.5f, 0.25f)))
                .setAlignmentScore(0.5)
                .setFactorScore(0.25)
                .setNegativePenalty(0.125)
                .setEvidenceStartMicros(MICROS + 15_360_000)
                .setEvidenceEndMicros(MICROS + 17_280_000)
                .setBackgroundPercentile(99.5)
                .setBackgroundMean(0.125)
                .setBackgroundDeviation(0.0625)
                .build();
    }

    private static NearMiss nearMiss() {
        return NearMiss.newBuilder()
                .setSourceId("yard")
                .setEpochId(3)
                .setGridIndex(18)
                .setQueryId("glass")
                .setQueryVersion("a1b2c3")
                .setQueryText("glass is breaking")
                .setModelDigest(DIGEST)
                .setStartMicros(MICROS + 17_280_000)
                .setEndMicros(MICROS + 18_240_000)
                .setConfidence(0.625)
                .setThreshold(0.75)
                .setScore(0.25)
                .setRejectedBy(RejectionRule.OPEN_CONFIDENCE)
                .setMissedBy(0.125)
                .setDecidedBy(DecidedBy.MODEL)
                .setSuggestion("open at 0.625")
                .build();
    }

    private static Coverage coverage() {
        CoverageGap gap = new CoverageGap(MICROS + 40_000_000, MICROS + 45_000_000, GapReason.CHUNKS_MISSING);
        return Coverage.newBuilder()
                .setSourceId("yard")
                .setMinuteStartMicros(MICROS)
                .setHeardSeconds(55)
                .setGaps(List.of(gap))
                .setExpectedSeconds(60)
                .setEpochId(3)
                .build();
    }

    private static AudioSource source() {
        return AudioSource.newBuilder()
                .setId("yard")
                .setAddress("https://${env:YARD_LOGIN}@radio.example/live.mp3")
                .setChannel("left")
                .setTrack(2)
                .setPaused(true)
                .setOptions(Map.of("quiet.dbfs", "-60"))
                .setLabels(Map.of("site", "yard"))
                .build();
    }

    private static SourceStatus sourceStatus() {
        return SourceStatus.newBuilder()
                .setSourceId("yard")
                .setState(SourceState.RECONNECTING)
                .setSinceMicros(MICROS)
                .setUpdatedMicros(MICROS + 5_000_000)
                .setReason("connection refused")
                .setTries(3)
                .setNextTryMicros(MICROS + 8_000_000)
                .setEpochId(3)
                .setHeardSeconds(3_600.5)
                .setMissedSeconds(2.25)
                .setLevelDbfs(-23.5)
                .setDriftPpm(12.5)
                .setClockOffsetSeconds(0.125)
                .setTitle("The Yardbirds - For Your Love")
                .setHeardChannel("left")
                .setListener("host-1/4711")
                .build();
    }

    private static Receiver receiver() {
        return Receiver.newBuilder()
                .setId("night-desk")
                .setKind(ReceiverKind.WEBHOOK)
                .setAddress("https://desk.example/hooks/${env:NOTIFY_DESK}")
                .setOptions(Map.of("secret", "${file:/run/secrets/desk}"))
                .setEnabled(false)
                .setRoute(new ReceiverRoute(
                        List.of("hall-*"),
                        List.of("glass"),
                        Map.of("team", "facility"),
                        0.5,
                        List.of("OPEN", "CLOSE"),
                        AbsenceRouting.EXCLUDED))
                .setQuietHours(new QuietHours("Europe/Berlin", List.of("mon,tue 22:00-07:00"), QuietEnd.DROP))
                .setGatherMillis(60_000)
                .setMostEvents(5)
                .setDisabledReason("the server answers 410 Gone")
                .build();
    }

    private static Verdict verdict() {
        return Verdict.newBuilder()
                .setEventId("5d41402abc4b2a76")
                .setSourceId("yard")
                .setQueryId("glass")
                .setQueryVersion("a1b2c3")
                .setQueryWords("glass is breaking, or a window shatters, not bottles are being sorted")
                .setModelDigest(DIGEST)
                .setOnsetMicros(MICROS)
                .setConfidence(0.875)
                .setThreshold(0.75)
                .setDecidedBy(DecidedBy.SOURCE)
                .setOfAbsence(true)
                .setJudgement(Judgement.WRONG)
                .setJudgedBy("night-desk")
                .setJudgedMicros(MICROS + 60_000_000)
                .setNote("a tray of cutlery")
                .build();
    }
}
