package io.earshot.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * What a run does. The seed fixes the audio, the order of the troubles, and whom and how long each strikes.
 *
 * @param seed of all that is drawn
 * @param troubles in their order
 * @param brokers one, or three that replicate
 * @param sources that play, a quarter of them in each of four partitions
 * @param build class path of the services; empty: this build's
 * @param before class path of another build, to and from which services are upgraded; empty: none
 * @param sweepMillis between the brokers' sweeps of stale transactions; 10,000 on brokers that nobody tuned
 */
record ChaosPlan(
        long seed,
        List<Trouble> troubles,
        int brokers,
        int sources,
        Optional<String> build,
        Optional<String> before,
        int sweepMillis) {
    /** Two sources in each partition. */
    private static final int MANY = 2 * Rig.PARTITIONS;

    ChaosPlan {
        troubles = List.copyOf(troubles);
    }

    /** The given troubles and number of sources, with what the system properties say of the rest. */
    static ChaosPlan of(long seed, List<Trouble> troubles, int sources) {
        return new ChaosPlan(
                seed,
                troubles,
                Integer.getInteger("chaos.brokers", 1),
                Integer.getInteger("chaos.sources", sources),
                property("chaos.classpath"),
                property("chaos.before"),
                Integer.getInteger("chaos.sweep.millis", 1_000));
    }

    /** So many troubles: each kind that is possible, as often as there is room, in an order of the seed's. */
    static ChaosPlan cycles(long seed, int cycles) {
        ChaosPlan plan = of(seed, List.of(), MANY);
        List<Trouble> kinds = Trouble.possible(plan);
        List<Trouble> drawn = new ArrayList<>();
        Random random = new Random(seed);
        while (drawn.size() < cycles) {
            List<Trouble> round = new ArrayList<>(kinds);
            Collections.shuffle(round, random);
            drawn.addAll(round);
        }
        return of(seed, drawn.subList(0, cycles), MANY);
    }

    /** Where the services' classes are. */
    String classPath() {
        return build.orElseGet(() -> System.getProperty("java.class.path"));
    }

    private static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty(name)).filter(value -> !value.isBlank());
    }
}
