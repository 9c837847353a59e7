package io.earshot.check;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.SegmentEmbedding;
import io.earshot.encoder.AudioEncoder;
import io.earshot.encoder.TextEncoder;
import io.earshot.feature.LogMel;
import io.earshot.model.Finding;
import io.earshot.model.GoldenFiles;
import io.earshot.model.GoldenFiles.GoldenQuery;
import io.earshot.model.ModelBundle;
import io.earshot.model.TextSpec;
import io.earshot.query.BackgroundFit;
import io.earshot.scoring.SimilarityScorer;
import io.earshot.text.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Runs a bundle on its golden files, from audio to confidence, and compares. Each comparison is a finding. */
final class GoldenCheck {
    private final ModelBundle bundle;
    private final GoldenFiles golden;
    private final GoldenFiles.Tolerances tolerances;
    private final List<Finding> findings = new ArrayList<>();

    GoldenCheck(ModelBundle bundle) {
        this.bundle = bundle;
        this.golden = GoldenFiles.of(bundle);
        this.tolerances = golden.tolerances();
    }

    /** Closes neither encoder. */
    List<Finding> run(AudioEncoder audio, TextEncoder text) {
        compareLogMel();
        List<SegmentEmbedding> segments = encodeAudio(audio);
        List<Embedding> queries = encodeTexts(text);
        compareScores(segments, queries);
        return List.copyOf(findings);
    }

    private void compareLogMel() {
        float[] logMel = new GoldenAudio(bundle).logMel(golden.hops());
        report("golden log-mel", difference(logMel, golden.logMel()), tolerances.logMel());
    }

    private List<SegmentEmbedding> encodeAudio(AudioEncoder audio) {
        int hopValues = audio.tokensPerHop() * audio.tokenDim();
        float[] tokens = new float[golden.hops() * hopValues];
        List<SegmentEmbedding> segments = new ArrayList<>();
        for (int hop = 0; hop < golden.hops(); hop++) {
            System.arraycopy(audio.encodeHop(window(hop)), 0, tokens, hop * hopValues, hopValues);
            int hopsSeen = Math.min(hop + 1, audio.contextTokens() / audio.tokensPerHop());
            int from = (hop + 1 - hopsSeen) * hopValues;
            segments.add(audio.encodeSegment(Arrays.copyOfRange(tokens, from, (hop + 1) * hopValues)));
        }
        report("golden tokens", difference(tokens, golden.tokens()), tolerances.tokens());
        compareSegments(segments);
        return segments;
    }

    private void compareSegments(List<SegmentEmbedding> segments) {
        int levelValues = bundle.space().levelValues();
        int factorValues = bundle.space().factorValues();
        int placedValues = bundle.tokens().perSegment() * bundle.space().levelDim();
        double levels = 0;
        double factors = 0;
        double placed = 0;
        for (int hop = 0; hop < segments.size(); hop++) {
            SegmentEmbedding segment = segments.get(hop);
            levels = Math.max(
                    levels,
                    difference(segment.embedding().levels(), GoldenFiles.row(golden.levels(), hop, levelValues)));
            factors = Math.max(
                    factors,
                    difference(segment.embedding().factors(), GoldenFiles.row(golden.factors(), hop, factorValues)));
            placed = Math.max(
                    placed,
                    difference(
                            repeated(segment.tokenLevels(), placedValues),
                            GoldenFiles.row(golden.tokenLevels(), hop, placedValues)));
        }
        report("golden levels", levels, tolerances.levels());
        report("golden factors", factors, tolerances.levels());
        report("golden token levels", placed, tolerances.levels());
    }

    private List<Embedding> encodeTexts(TextEncoder text) {
        Tokenizer tokenizer = bundle.tokenizer();
        String template = bundle.text().promptTemplates().get(0);
        List<Embedding> queries = new ArrayList<>();
        double difference = 0;
        for (GoldenQuery query : golden.queries()) {
            long[] ids = tokenizer
                    .tokenize(template.replace(TextSpec.PLACE, query.text()))
                    .ids();
            findings.add(new Finding(
                    Arrays.equals(ids, query.tokenIds()),
                    "golden token ids of \"" + query.text().replaceAll("\\s+", " ") + "\"",
                    Arrays.toString(ids) + ", expected " + Arrays.toString(query.tokenIds())));
            Embedding embedding = text.encode(query.text());
            difference = Math.max(
                    difference, difference(embedding.levels(), query.embedding().levels()));
            difference = Math.max(
                    difference,
                    difference(embedding.factors(), query.embedding().factors()));
            queries.add(embedding);
        }
        report("golden queries", difference, tolerances.levels());
        return queries;
    }

    private void compareScores(List<SegmentEmbedding> segments, List<Embedding> queries) {
        SimilarityScorer scorer = new SimilarityScorer(bundle.space(), bundle.scoring());
        double scores = 0;
        double confidences = 0;
        double steepest = 1;
        for (int q = 0; q < queries.size(); q++) {
            BackgroundFit fit = bundle.background().fit(queries.get(q));
            steepest = Math.max(steepest, bundle.curve().steepness(fit));
            for (int hop = 0; hop < segments.size(); hop++) {
                int at = hop * queries.size() + q;
                double score = scorer.score(segments.get(hop).embedding(), queries.get(q));
                scores = Math.max(scores, Math.abs(score - golden.scores()[at]));
                double confidence = bundle.curve().confidence(score, fit);
                confidences = Math.max(confidences, Math.abs(confidence - golden.confidences()[at]));
            }
        }
        report("golden scores", scores, tolerances.scores());
        report("golden confidences", confidences, steepest * tolerances.scores());
    }

    /** The local part's window of a hop: its frames and those before, silent before the audio begins. */
    private LogMel window(int hop) {
        int mels = bundle.frontEnd().mels();
        int frames = bundle.grid().windowFrames();
        float silence = bundle.frontEnd().silence();
        float[] values = new float[mels * frames];
        int first = hop * bundle.grid().hopFrames() - bundle.grid().overlapFrames();
        for (int frame = 0; frame < frames; frame++) {
            for (int mel = 0; mel < mels; mel++) {
                boolean begun = first + frame >= 0;
                values[mel * frames + frame] = begun ? golden.logMel()[(first + frame) * mels + mel] : silence;
            }
        }
        return new LogMel(frames, mels, values);
    }

    private void report(String subject, double difference, double tolerance) {
        findings.add(new Finding(
                difference <= tolerance,
                subject,
                String.format(Locale.ROOT, "differ by %.2e, allowed %.2e", difference, tolerance)));
    }

    private static double difference(float[] found, float[] expected) {
        double greatest = 0;
        for (int i = 0; i < found.length; i++) {
            greatest = Math.max(greatest, Math.abs(found[i] - expected[i]));
        }
        return greatest;
    }

    /** A segment of an epoch that has just begun holds its tokens twice in the golden files. */
    private static float[] repeated(float[] values, int length) {
        float[] repeated = new float[length];
        for (int i = 0; i < length; i++) {
            repeated[i] = values[i % values.length];
        }
        return repeated;
    }
}
