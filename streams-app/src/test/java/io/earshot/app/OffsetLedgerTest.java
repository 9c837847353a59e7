package io.earshot.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OffsetLedgerTest {
    private static final TopicPartition PARTITION = new TopicPartition("events", 3);

    private final OffsetLedger ledger = new OffsetLedger();

    @Test
    void shouldCommitUpToTheOldestThatIsNotDone() {
        for (long offset = 10; offset < 14; offset++) {
            ledger.begin(PARTITION, offset);
        }
        ledger.end(PARTITION, 11);
        ledger.end(PARTITION, 13);
        assertThat(ledger.ready()).isEqualTo(at(10));
        ledger.end(PARTITION, 10);
        assertThat(ledger.ready()).isEqualTo(at(12));
        ledger.committed(at(12));
        assertThat(ledger.ready()).isEmpty();
        ledger.end(PARTITION, 12);
        assertThat(ledger.ready()).isEqualTo(at(14));
    }

    @Test
    void shouldForgetWhatSomebodyElseReadsNow() {
        ledger.begin(PARTITION, 5);
        ledger.forget(PARTITION);
        ledger.end(PARTITION, 5);
        assertThat(ledger.ready()).isEmpty();
    }

    private static Map<TopicPartition, OffsetAndMetadata> at(long offset) {
        return Map.of(PARTITION, new OffsetAndMetadata(offset));
    }
}
