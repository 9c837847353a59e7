package io.earshot.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class LifeMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LifeMeters meters = new LifeMeters(registry);

    @Test
    void shouldTellOfOneDeadReaderAmongThoseOfItsName() {
        meters.readerBegins("receivers of events");
        meters.readerBegins("receivers of events");
        assertThat(alive()).isEqualTo(1);
        meters.readerDied("receivers of events");
        assertThat(alive()).isZero();
        meters.readerBegins("receivers of events");
        assertThat(alive()).isZero();
        meters.readerRevived("receivers of events");
        assertThat(alive()).isEqualTo(1);
    }

    private double alive() {
        return registry.get("earshot.reader.alive").gauge().value();
    }
}
