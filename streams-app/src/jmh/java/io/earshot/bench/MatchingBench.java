package io.earshot.bench;

import io.earshot.calibration.ShippedBackground;
import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.match.ExhaustiveMatcher;
import io.earshot.match.MatchReport;
import io.earshot.query.BackgroundFit;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQueries;
import io.earshot.scoring.BlockScorer;
import io.earshot.scoring.BlockScores;
import io.earshot.scoring.Broadcast;
import io.earshot.scoring.Embeddings;
import io.earshot.scoring.LaneBlock;
import io.earshot.scoring.ScoringWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Segments against many queries, on one thread, in the space of the model that comes with Earshot. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MatchingBench {
    private static final EmbeddingSpace SPACE = Embeddings.space(3, 256, 8, 32);
    private static final ScoringWeights WEIGHTS = Embeddings.weights(SPACE, 32, 1);
    private static final Embedding SEGMENT = Embeddings.random(SPACE, 1);
    private static final int SEGMENTS = 32;

    @Param({"1000", "100000"})
    private int queries;

    private final BlockScorer scorer = new BlockScorer(SPACE, WEIGHTS);
    private final BlockScores scores = scorer.newScores();
    private final List<Broadcast> segments =
            Embeddings.random(SPACE, SEGMENTS, 1).stream().map(scorer::segment).toList();
    private final List<LaneBlock> blocks = new ArrayList<>();
    private final ExhaustiveMatcher matcher = new ExhaustiveMatcher(SPACE, WEIGHTS, ExhaustiveMatcher.NO_FLOOR);
    private QueryTable table = QueryTable.empty();
    private ShippedBackground background;

    /** Random embeddings: how fast they are scored does not depend on what they are. */
    @Setup
    public void fill() {
        for (int from = 0; from < queries; from += BlockScorer.MOST_LANES) {
            List<Embedding> lanes = Embeddings.random(SPACE, Math.min(BlockScorer.MOST_LANES, queries - from), from);
            blocks.add(scorer.queries(lanes));
            for (int lane = 0; lane < lanes.size(); lane++) {
                table = table.with(RegisteredQueries.of("q" + (from + lane), lanes.get(lane)));
            }
        }
        background = new ShippedBackground(scorer, Embeddings.random(SPACE, 1024, 2));
    }

    /** The arithmetic alone, of one segment. */
    @Benchmark
    public float scoreBlocks() {
        return score(segments.subList(0, 1));
    }

    /** The arithmetic alone; the time is that of a segment. */
    @Benchmark
    @OperationsPerInvocation(SEGMENTS)
    public float scoreBlocksTogether() {
        return score(segments);
    }

    private float score(List<Broadcast> some) {
        float last = 0;
        for (LaneBlock block : blocks) {
            scorer.score(some, block, scores);
            last += scores.get(0, 0);
        }
        return last;
    }

    /** Filters, scores, and a report of all in the order of their ids. */
    @Benchmark
    public MatchReport match() {
        return matcher.match("source", SEGMENT, table);
    }

    /** What a change of one query costs the table. */
    @Benchmark
    public QueryTable replaceOneQuery() {
        return table.with(RegisteredQueries.of("q7", SEGMENT));
    }

    /** What a new query costs: its scores on the background. */
    @Benchmark
    public BackgroundFit fitBackground() {
        return background.fit(SEGMENT);
    }
}
