package io.earshot.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Feeds a reader with spoiled samples, a few hundred in the build, always the same, and as long as one likes otherwise:
 *
 * <pre>mvn -pl streams-app -am test -Dtest='*FuzzTest' -Dsurefire.failIfNoSpecifiedTests=false -Dearshot.fuzz.seconds=300</pre>
 *
 * <p>An input must be read or be refused by one of the exceptions that the reader documents, with a message of one line, soon
 * and with little memory. What fails names its seed, which {@code -Dearshot.fuzz.seed=N} plays again as the first input.
 */
public final class Fuzz {
    private static final double SECONDS = Double.parseDouble(System.getProperty("earshot.fuzz.seconds", "0.7"));
    /** In the build: what a faster machine found beyond them would be no regression. */
    private static final long MOST_INPUTS = SECONDS > 5 ? Long.MAX_VALUE : 400;

    private static final long SEED = Long.getLong("earshot.fuzz.seed", SECONDS > 5 ? System.nanoTime() : 1);
    /** A pause of the machine is no finding: what was slow is tried again. */
    private static final Duration MOST_TIME = Duration.ofMillis(500);

    private static final int MOST_LINE = 2_000;
    private static final int MOST_SHOWN = 400;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final String name;
    private final List<byte[]> samples;
    private final Set<Class<? extends Throwable>> documented;
    private final long mostBytes;
    private long read;
    private long refused;
    private final Set<String> answers = new HashSet<>();

    /** What is fed. */
    @FunctionalInterface
    public interface Reader {
        void read(byte[] input) throws Exception;
    }

    private Fuzz(String name, List<byte[]> samples, Set<Class<? extends Throwable>> documented, long mostBytes) {
        this.name = name;
        this.samples = List.copyOf(samples);
        this.documented = documented;
        this.mostBytes = mostBytes;
    }

    /** @param documented exceptions by which the reader may refuse an input */
    @SafeVarargs
    public static Fuzz of(String name, List<byte[]> samples, Class<? extends Throwable>... documented) {
        Set<Class<? extends Throwable>> kinds = new HashSet<>();
        for (Class<? extends Throwable> kind : documented) {
            kinds.add(kind);
        }
        return new Fuzz(name, samples, kinds, 32L << 20);
    }

    /** The same of texts. */
    @SafeVarargs
    public static Fuzz ofTexts(String name, List<String> samples, Class<? extends Throwable>... documented) {
        List<byte[]> bytes = samples.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        return of(name, bytes, documented);
    }

    /** Reads each sample as it is, and then spoiled ones until the time is up. */
    public void feed(Reader reader) {
        samples.forEach(sample -> feed(reader, sample, -1));
        assertThat(read)
                .as(name + ": samples that can be read; refused: " + answers)
                .isPositive();
        long cpuNanos = THREADS.getCurrentThreadCpuTime() + (long) (SECONDS * 1e9);
        long endNanos = System.nanoTime() + (long) (2 * SECONDS * 1e9);
        long seed = SEED;
        do {
            feed(reader, input(seed), seed);
            seed++;
        } while (seed - SEED < MOST_INPUTS
                && THREADS.getCurrentThreadCpuTime() < cpuNanos
                && System.nanoTime() < endNanos);
        System.out.printf(
                "fuzz: %s: %d inputs from seed %d on, %d read, %d refused in %d ways%n",
                name, seed - SEED, SEED, read, refused, answers.size());
    }

    private byte[] input(long seed) {
        // Seeds that follow each other would give a plain Random much the same start.
        Random random = new Random(new SplittableRandom(seed).nextLong());
        List<byte[]> others = new ArrayList<>(samples);
        byte[] input = others.get(random.nextInt(others.size()));
        int rounds = 1 + random.nextInt(4);
        for (int i = 0; i < rounds; i++) {
            input = Spoiling.spoiled(input, others.get(random.nextInt(others.size())), random);
        }
        return input;
    }

    private void feed(Reader reader, byte[] input, long seed) {
        Duration took = fed(reader, input, seed);
        if (took.compareTo(MOST_TIME) > 0) {
            took = fed(reader, input, seed);
        }
        assertThat(took).as("time for " + shown(seed, input)).isLessThan(MOST_TIME);
    }

    private Duration fed(Reader reader, byte[] input, long seed) {
        long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
        long cpuBefore = THREADS.getCurrentThreadCpuTime();
        try {
            reader.read(input);
            read++;
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            requireDocumented(e, input, seed);
            refused++;
        }
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
        assertThat(bytes).as("bytes allocated for " + shown(seed, input)).isLessThan(mostBytes + 200L * input.length);
        return Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - cpuBefore);
    }

    private void requireDocumented(Throwable e, byte[] input, long seed) {
        if (documented.stream().noneMatch(type -> type.isInstance(e))) {
            throw new AssertionError("undocumented failure for " + shown(seed, input), e);
        }
        String message = String.valueOf(e.getMessage());
        assertThat(message)
                .as("message for " + shown(seed, input))
                .doesNotContain("\n", "\r")
                .hasSizeLessThan(MOST_LINE + 2 * input.length);
        answers.add(message.replaceAll("\\d+", "0"));
    }

    private String shown(long seed, byte[] input) {
        String hex = HexFormat.of().formatHex(input, 0, Math.min(input.length, MOST_SHOWN / 2));
        return name + ", seed " + seed + ", " + input.length + " bytes: " + hex;
    }
}
