package io.earshot.wire;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.AudioOrigin;
import io.earshot.audio.ChunkKind;
import io.earshot.audio.GapReason;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import io.earshot.calibration.Calibration;
import io.earshot.calibration.DecidedBy;
import io.earshot.calibration.OperatingPoint;
import io.earshot.decide.AbsentTime;
import io.earshot.decide.EndReason;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.decide.Explanation;
import io.earshot.decide.NearMiss;
import io.earshot.decide.RejectionRule;
import io.earshot.decide.Subject;
import io.earshot.embedding.Embedding;
import io.earshot.embedding.SegmentEmbedding;
import io.earshot.match.EncodedSegment;
import io.earshot.match.FactorShare;
import io.earshot.match.ScorePath;
import io.earshot.query.BackgroundFit;
import io.earshot.query.Confirmation;
import io.earshot.query.DecisionRules;
import io.earshot.query.EncodedText;
import io.earshot.query.QueryRegistration;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.Rule;
import io.earshot.query.Sensitivity;
import io.earshot.query.StandingQuery;
import io.earshot.schema.QueryRules;
import io.earshot.schema.QuerySensitivity;
import io.earshot.schema.SensitivityKind;
import io.earshot.segment.HopSpan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Values of every kind that travels, drawn from a seed. */
final class WireValues {
    private static final String[] WORDS = {"a dog", "barks", "Glas zerbricht", "сирена", "警報", "🔔", "\"quoted\"", "\n"
    };

    private final Random random;

    WireValues(long seed) {
        random = new Random(seed);
    }

    AudioChunk chunk() {
        ChunkKind kind = pick(ChunkKind.values());
        PcmFormat format =
                new PcmFormat(8_000 + random.nextInt(184_001), 1 + random.nextInt(8), pick(SampleEncoding.values()));
        byte[] payload = new byte[kind == ChunkKind.AUDIO ? format.frameBytes() * (1 + random.nextInt(300)) : 0];
        random.nextBytes(payload);
        return new AudioChunk(
                text(),
                kind,
                random.nextLong() & Long.MAX_VALUE,
                random.nextLong(AudioChunk.MAX_SAMPLE - (1L << 30)),
                random.nextLong(253_402_300_800_000_000L),
                format,
                kind == ChunkKind.GAP ? 1 + random.nextInt(1 << 30) : 0,
                payload,
                pick(AudioOrigin.values()),
                pick(GapReason.values()),
                text());
    }

    StandingQuery query() {
        return new StandingQuery(text(), text(), texts(), texts(), texts(), rules(), labels());
    }

    private DecisionRules rules() {
        return random.nextInt(4) == 0 ? absenceRules() : soundRules();
    }

    DecisionRules absenceRules() {
        DecisionRules rules =
                DecisionRules.DEFAULT.with(Rule.ABSENT_FOR, Duration.ofMillis(1_000 + random.nextInt(10_000_000)));
        return random.nextBoolean()
                ? rules.with(Rule.CONFIRM, new Confirmation(2, 3)).with(Rule.THRESHOLD, 0.25)
                : rules.with(Rule.ABOVE_LEVEL, -120 * random.nextDouble());
    }

    private DecisionRules soundRules() {
        double probability = 0.001 + 0.998 * random.nextDouble();
        Sensitivity sensitivity = pick(new Sensitivity[] {
            Sensitivity.DEFAULT,
            Sensitivity.ofProbability(probability),
            new Sensitivity(Sensitivity.Kind.RAW_SCORE, 2 * random.nextDouble() - 1),
            Sensitivity.ofAlarmsPerDay(0.01 + 100 * random.nextDouble())
        });
        double open = sensitivity.equals(Sensitivity.DEFAULT) ? DecisionRules.DEFAULT.openConfidence() : probability;
        int hops = 1 + random.nextInt(Confirmation.MAX_HOPS);
        return new DecisionRules(
                sensitivity,
                open,
                open * (1 - random.nextDouble()),
                1 + random.nextInt(hops),
                hops,
                Duration.ofMillis(random.nextInt(10_000)),
                Duration.ofNanos(random.nextInt(2_000_000_000)),
                Duration.ofMillis(10_000 + random.nextInt(10_000_000)),
                Duration.ofMillis(random.nextInt(10_000)));
    }

    QueryRecord queryRecord() {
        return new QueryRecord(io.earshot.schema.StandingQuery.newBuilder()
                .setId(text())
                .setText(text())
                .setLanguage(pick(new String[] {"en", "en-GB", "de", "x-none"}))
                .setOtherTexts(texts())
                .setNegatives(texts())
                .setSensitivity(maybe(new QuerySensitivity(pick(SensitivityKind.values()), random.nextGaussian()))
                        .orElse(null))
                .setSources(texts())
                .setRules(maybe(new QueryRules(
                                number(), number(), count(), count(), number(), number(), number(), number(), number(),
                                number()))
                        .orElse(null))
                .setLabels(labels())
                .setEnabled(random.nextBoolean())
                .build());
    }

    QueryRegistration registration() {
        if (random.nextInt(4) == 0) {
            return QueryRegistration.refused(text(), text(), List.of("only English is understood", text()));
        }
        return QueryRegistration.of(registered(query()), text(), texts());
    }

    private RegisteredQuery registered(StandingQuery query) {
        BackgroundFit background = background();
        boolean isCombined = query.otherTexts().size() + query.negatives().size() > 0;
        return new RegisteredQuery(
                query,
                text(),
                embedding(),
                background,
                isCombined ? background() : background,
                query.otherTexts().stream().map(text -> encoded()).toList(),
                query.negatives().stream().map(text -> encoded()).toList());
    }

    private EncodedText encoded() {
        return new EncodedText(embedding(), background());
    }

    private BackgroundFit background() {
        return new BackgroundFit(random.nextGaussian(), 0.01 + random.nextDouble());
    }

    /** A query with all that one can have, of which the tables of queries do not carry everything yet. */
    StandingQuery fullQuery() {
        StandingQuery query = query();
        return new StandingQuery(
                query.id(),
                query.text(),
                texts(),
                texts(),
                query.sources(),
                query.rules(),
                random.nextBoolean() ? Map.of() : Map.of("a", text(), "b", text(), "c", text(), "d", text()));
    }

    Subject subject(String version) {
        return new Subject(fullQuery(), version, text(), point());
    }

    OperatingPoint point() {
        double open = random.nextDouble();
        return new OperatingPoint(open, open / 2, pick(DecidedBy.values()), maybe(calibration()));
    }

    Calibration calibration() {
        return new Calibration(
                text(),
                text(),
                text(),
                text(),
                random.nextGaussian(),
                1 + random.nextDouble(),
                random.nextDouble(),
                2 + random.nextDouble(),
                background(),
                List.of(.1, .2, .3, random.nextDouble()),
                random.nextLong(),
                random.nextDouble());
    }

    Explanation explanation() {
        ScorePath path = new ScorePath(
                List.of((double) random.nextFloat(), (double) random.nextFloat()),
                random.nextDouble(),
                List.of(new FactorShare(random.nextInt(8), text(), random.nextFloat(), random.nextFloat())),
                random.nextDouble(),
                random.nextDouble());
        return new Explanation(path, background(), 100 * random.nextDouble(), random.nextLong(), random.nextLong());
    }

    NearMiss nearMiss() {
        return new NearMiss(
                text(),
                random.nextLong(),
                random.nextLong(),
                subject(text()),
                random.nextLong(),
                random.nextLong(),
                random.nextDouble(),
                random.nextGaussian(),
                pick(RejectionRule.values()),
                random.nextDouble(),
                text());
    }

    Event event() {
        return new Event(
                pick(EventPhase.values()),
                text(),
                text(),
                random.nextLong(),
                random.nextLong(),
                subject(text()),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextDouble(),
                random.nextGaussian(),
                maybe(explanation()),
                pick(EndReason.values()),
                maybe(new AbsentTime(random.nextDouble(), -random.nextDouble())),
                text());
    }

    StoredSegment segment() {
        HopSpan span = new HopSpan(
                text(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextBoolean(),
                random.nextInt());
        SegmentEmbedding encoded = new SegmentEmbedding(embedding(), floats(7));
        return new StoredSegment(text(), new EncodedSegment(span, encoded, -120 * random.nextFloat()));
    }

    String text() {
        StringBuilder text = new StringBuilder("q" + random.nextInt(1000));
        random.ints(random.nextInt(4), 0, WORDS.length)
                .forEach(i -> text.append(' ').append(WORDS[i]));
        return text.toString();
    }

    private Embedding embedding() {
        return new Embedding(floats(random.nextInt(64)), floats(random.nextInt(16)));
    }

    private float[] floats(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private List<String> texts() {
        return IntStream.range(0, random.nextInt(3)).mapToObj(i -> text()).toList();
    }

    private Map<String, String> labels() {
        return random.nextBoolean() ? Map.of() : Map.of(text(), text());
    }

    private Integer count() {
        return random.nextBoolean() ? null : random.nextInt(9) - 1;
    }

    private Double number() {
        return random.nextBoolean() ? null : random.nextDouble();
    }

    private <T> Optional<T> maybe(T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
