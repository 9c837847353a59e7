package io.earshot.lab;

import io.earshot.app.LoadedModel;
import io.earshot.calibration.BackgroundSegment;
import io.earshot.calibration.Calibration;
import io.earshot.calibration.EmbeddingReservoir;
import io.earshot.calibration.LiveCalibrations;
import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.query.BackgroundFit;
import io.earshot.query.QueryVersion;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import io.earshot.tagger.SourceCalibrator;
import io.earshot.wire.BackgroundSegmentSerde;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;

/** What it costs to keep the backgrounds of many sources and to fit many queries to each; with embeddings drawn at random. */
final class CalibrationCost {
    private static final int SLICE = 256;
    private static final double HOP_SECONDS = 0.96;
    private static final int LOOKUPS = 1_000_000;

    private final LoadedModel model;
    private final int queries;
    private final int sources;
    private final Consumer<String> progress;
    private final Random random = new Random(1);

    CalibrationCost(LoadedModel model, int queries, int sources, Consumer<String> progress) {
        this.model = model;
        this.queries = queries;
        this.sources = sources;
        this.progress = progress;
    }

    /** Measures. */
    CalibrationReport.FitCost measure() throws IOException {
        List<RegisteredQuery> standing = standing();
        double sampleMiB = sampleMiB();
        SourceCalibrator calibrator = model.calibrator();
        LiveCalibrations live = new LiveCalibrations();
        double heapBefore = MachineUse.now().heapMiB();
        double seconds = 0;
        double longest = 0;
        for (int source = 0; source < sources; source++) {
            List<BackgroundSegment> sample = sample();
            for (int from = 0; from < queries; from += SLICE) {
                long start = System.nanoTime();
                List<Calibration> fitted = calibrator.calibrate(
                        "source-" + source,
                        sample,
                        standing.subList(from, Math.min(queries, from + SLICE)),
                        sample.size() * HOP_SECONDS,
                        0);
                double slice = (System.nanoTime() - start) / 1e9;
                seconds += slice;
                longest = Math.max(longest, slice);
                fitted.forEach(live::put);
                fitted.forEach(calibration -> live.put(later(calibration)));
            }
            progress.accept("fitted " + queries + " queries to " + (source + 1) + " of " + sources + " sources");
        }
        double bytesEach = (MachineUse.now().heapMiB() - heapBefore) * (1 << 20) / Math.max(1, live.size());
        return new CalibrationReport.FitCost(
                queries,
                sources,
                EmbeddingReservoir.BLOCKS * EmbeddingReservoir.BLOCK_HOPS,
                seconds / sources,
                longest,
                sampleMiB,
                bytesEach,
                lookupNanos(live, standing));
    }

    private double lookupNanos(LiveCalibrations live, List<RegisteredQuery> standing) {
        double sum = 0;
        long start = System.nanoTime();
        for (int i = 0; i < LOOKUPS; i++) {
            RegisteredQuery query = standing.get(i % queries);
            Optional<Calibration> found =
                    live.find("source-" + i % sources, query.query().id(), query.version(), 1);
            sum += found.map(Calibration::thresholdScore).orElse(0.);
        }
        double nanos = (double) (System.nanoTime() - start) / LOOKUPS;
        return Double.isNaN(sum) ? Double.NaN : nanos;
    }

    private double sampleMiB() throws IOException {
        Serializer<BackgroundSegment> serializer =
                BackgroundSegmentSerde.of(model.bundle().space().modelDigest()).serializer();
        List<BackgroundSegment> sample = sample();
        double before = MachineUse.now().heapMiB();
        List<TreeMap<Bytes, byte[]>> stores = new ArrayList<>();
        for (int copy = 0; copy < 4; copy++) {
            TreeMap<Bytes, byte[]> store = new TreeMap<>();
            for (BackgroundSegment segment : sample) {
                byte[] key = String.format("source-%020d", segment.gridIndex()).getBytes(StandardCharsets.UTF_8);
                store.put(Bytes.wrap(key), serializer.serialize("", segment));
            }
            stores.add(store);
        }
        return (MachineUse.now().heapMiB() - before) / stores.size();
    }

    private List<RegisteredQuery> standing() {
        List<RegisteredQuery> standing = new ArrayList<>();
        for (int i = 0; i < queries; i++) {
            StandingQuery query = StandingQuery.of("query-" + i, "something, number " + i);
            standing.add(
                    new RegisteredQuery(query, QueryVersion.of(query), embedding(), new BackgroundFit(0, 1.0 / 16)));
        }
        return standing;
    }

    private List<BackgroundSegment> sample() {
        List<BackgroundSegment> sample = new ArrayList<>();
        for (int hop = 0; hop < EmbeddingReservoir.BLOCKS * EmbeddingReservoir.BLOCK_HOPS; hop++) {
            sample.add(new BackgroundSegment(1, hop, 0, embedding()));
        }
        return sample;
    }

    private Embedding embedding() {
        EmbeddingSpace space = model.bundle().space();
        float[] levels = new float[space.levelValues()];
        float[] factors = new float[space.factorValues()];
        drawUnits(levels, space.levelDim());
        drawUnits(factors, space.factorDim());
        return new Embedding(levels, factors);
    }

    /** Vectors of length 1, one after the other. Overwritten. */
    private void drawUnits(float[] values, int dim) {
        for (int from = 0; from < values.length; from += dim) {
            double squares = 0;
            for (int i = from; i < from + dim; i++) {
                values[i] = (float) random.nextGaussian();
                squares += values[i] * values[i];
            }
            for (int i = from; i < from + dim; i++) {
                values[i] /= (float) Math.sqrt(squares);
            }
        }
    }

    private static Calibration later(Calibration calibration) {
        return new Calibration(
                calibration.sourceId(),
                calibration.queryId(),
                calibration.queryVersion(),
                calibration.modelDigest(),
                calibration.thresholdScore(),
                calibration.alarmsPerDay(),
                calibration.lowAlarmsPerDay(),
                calibration.highAlarmsPerDay(),
                calibration.background(),
                calibration.quantiles(),
                calibration.validFromMicros() + 1,
                calibration.heardSeconds());
    }
}
