package io.earshot.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Compares cuts bit by bit, for tests. */
final class Cuts {
    private Cuts() {}

    static void assertSame(List<Cut> actual, List<Cut> expected) {
        assertThat(actual.stream().map(Cuts::withoutSamples).toList())
                .isEqualTo(expected.stream().map(Cuts::withoutSamples).toList());
        for (int i = 0; i < expected.size(); i++) {
            if (expected.get(i) instanceof Hop hop) {
                assertThat(((Hop) actual.get(i)).samples())
                        .as("samples of %s", hop.span())
                        .isEqualTo(hop.samples());
            }
        }
    }

    static List<Hop> hops(List<Cut> cuts) {
        return cuts.stream().filter(Hop.class::isInstance).map(Hop.class::cast).toList();
    }

    private static Object withoutSamples(Cut cut) {
        return cut instanceof Hop hop ? hop.span() : cut;
    }
}
