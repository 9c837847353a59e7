package io.earshot.decide;

import io.earshot.calibration.ConfidenceCurve;
import io.earshot.calibration.LiveCalibrations;
import io.earshot.calibration.OperatingPoints;
import io.earshot.embedding.Embedding;
import io.earshot.embedding.SegmentEmbedding;
import io.earshot.encoder.FakeAudioEncoder;
import io.earshot.match.EncodedSegment;
import io.earshot.match.Match;
import io.earshot.match.MatchReport;
import io.earshot.match.ScoreExplainer;
import io.earshot.query.BackgroundFit;
import io.earshot.query.DecisionRules;
import io.earshot.query.EncodedText;
import io.earshot.query.QueryTable;
import io.earshot.query.QueryVersion;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import io.earshot.segment.HopGrid;
import io.earshot.segment.HopSpan;
import io.earshot.segment.RunEnd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Hops whose confidences, and whose tokens' scores, are what a test says they are; and what a tracker makes of them. */
final class DecisionStory {
    static final String SOURCE = "studio";
    static final long TOKEN = 320_000;
    static final long HOP = 3 * TOKEN;

    private static final double USUAL_LEVEL = -20;
    private static final int HOP_SAMPLES = 30_720;
    private static final HopGrid GRID = FakeAudioEncoder.GRID;
    /** Confidence is the logistic of the score, so that a test can name the confidence that it wants. */
    private static final ConfidenceCurve LOGISTIC = new ConfidenceCurve(0, 1, 0);

    final LiveCalibrations calibrations = new LiveCalibrations();
    final List<Event> events = new ArrayList<>();
    final List<NearMiss> nearMisses = new ArrayList<>();
    final Map<String, TrackedSound> stored = new TreeMap<>();
    private NearMissLedger storedLedger = NearMissLedger.EMPTY;
    private final DecisionStages stages = new DecisionStages(
            "digest",
            new OperatingPoints(LOGISTIC, calibrations),
            new ScoreExplainer(FakeAudioEncoder.SPACE, FakeAudioEncoder.WEIGHTS, List.of()),
            GRID);
    private EventTracker tracker = new EventTracker(SOURCE, stages);
    private QueryTable table = QueryTable.empty();
    private double[] tokensBefore = {};
    private boolean startsRun = true;
    private double levelDbfs = USUAL_LEVEL;
    private int heardSamples = HOP_SAMPLES;
    private long epoch = 7;
    private long shiftMicros;
    private long hop;

    static RegisteredQuery query(String id, DecisionRules rules, String... negatives) {
        StandingQuery query = new StandingQuery(
                id, "a dog barking", List.of(), List.of(negatives), List.of(), rules, Map.of("room", "7"));
        List<EncodedText> encoded = Arrays.stream(negatives)
                .map(text -> new EncodedText(FakeAudioEncoder.LOUD, new BackgroundFit(0, 1)))
                .toList();
        return new RegisteredQuery(
                query,
                QueryVersion.of(query),
                FakeAudioEncoder.LOUD,
                new BackgroundFit(0, 1),
                new BackgroundFit(0, 1),
                List.of(),
                encoded);
    }

    /** The table from now on. */
    DecisionStory listenFor(RegisteredQuery... queries) {
        table = QueryTable.empty();
        for (RegisteredQuery query : queries) {
            table = table.with(query);
        }
        return this;
    }

    /** Hops of one confidence each, whose tokens score the same. */
    DecisionStory hear(RegisteredQuery query, double... confidences) {
        for (double confidence : confidences) {
            hop(query, confidence, 0, confidence, confidence, confidence);
        }
        return this;
    }

    /** A hop with the scores of its tokens. */
    DecisionStory hop(RegisteredQuery query, double confidence, double penalty, double... tokens) {
        float score = (float) Math.log(confidence / (1 - confidence));
        return step(List.of(new Match(query, score, (float) penalty)), tokens);
    }

    /** A hop in which nothing was scored. */
    DecisionStory unheard() {
        return step(List.of(), 0, 0, 0);
    }

    /** Hops of one level each, dB relative to full scale. */
    DecisionStory hearLevels(RegisteredQuery query, double... levels) {
        for (double level : levels) {
            levelDbfs = level;
            hear(query, .1);
        }
        levelDbfs = USUAL_LEVEL;
        return this;
    }

    /** A hop of which only a part was heard. */
    DecisionStory hearPart(RegisteredQuery query, double confidence, int samples) {
        heardSamples = samples;
        hear(query, confidence);
        heardSamples = HOP_SAMPLES;
        return this;
    }

    /** So many hops are missing, in an epoch that goes on. */
    DecisionStory skip(int hops) {
        hop += hops;
        return this;
    }

    /** The source's clock jumps, and another epoch begins. */
    DecisionStory shiftClock(long micros) {
        shiftMicros += micros;
        epoch++;
        return this;
    }

    DecisionStory step(List<Match> matches, double... tokens) {
        double[] seen = new double[tokensBefore.length + tokens.length];
        System.arraycopy(tokensBefore, 0, seen, 0, tokensBefore.length);
        System.arraycopy(tokens, 0, seen, tokensBefore.length, tokens.length);
        EncodedSegment segment = new EncodedSegment(span(), encoded(seen), (float) levelDbfs);
        keep(tracker.onSegment(segment, new MatchReport(matches, Map.of(), matches.size()), table));
        tokensBefore = tokens.clone();
        startsRun = false;
        hop++;
        return this;
    }

    DecisionStory end(boolean lost) {
        keep(tracker.onRunEnd(new RunEnd(SOURCE, epoch, shiftMicros + start(hop), lost)));
        tokensBefore = new double[0];
        startsRun = true;
        return this;
    }

    DecisionStory stall() {
        keep(tracker.onStall());
        return this;
    }

    DecisionStory forget() {
        keep(tracker.onForgotten());
        return this;
    }

    /** Another tracker goes on with what was stored. */
    DecisionStory restart() {
        tracker = new EventTracker(SOURCE, stages, stored, storedLedger);
        return this;
    }

    boolean isIdle() {
        return tracker.isIdle();
    }

    EventTracker tracker() {
        return tracker;
    }

    /** Audio time at which a hop starts. */
    static long start(long hop) {
        return Math.max(0, nominalStart(hop));
    }

    private static long nominalStart(long hop) {
        return GRID.hopStartSample(GRID.spreadLeadFrames(SOURCE), hop) * 1_000_000 / GRID.sampleRateHz();
    }

    private HopSpan span() {
        long segmentStart = startsRun ? start(hop) : start(hop - 1);
        return new HopSpan(
                SOURCE,
                epoch,
                hop,
                shiftMicros,
                shiftMicros + segmentStart,
                shiftMicros + start(hop),
                shiftMicros + start(hop + 1),
                startsRun,
                heardSamples);
    }

    private static SegmentEmbedding encoded(double[] tokens) {
        float[] levels = new float[2 * tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            levels[2 * i] = (float) tokens[i];
            levels[2 * i + 1] = (float) Math.sqrt(1 - tokens[i] * tokens[i]);
        }
        return new SegmentEmbedding(new Embedding(new float[] {1, 0}, new float[0]), levels);
    }

    private void keep(Decision decision) {
        events.addAll(decision.events());
        nearMisses.addAll(decision.nearMisses());
        decision.changed()
                .forEach((id, sound) -> sound.ifPresentOrElse(going -> stored.put(id, going), () -> stored.remove(id)));
        decision.ledger().ifPresent(ledger -> storedLedger = ledger);
    }
}
