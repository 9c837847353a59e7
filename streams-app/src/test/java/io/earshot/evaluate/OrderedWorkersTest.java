package io.earshot.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderedWorkersTest {
    private static final List<Integer> ITEMS = IntStream.range(0, 50).boxed().toList();

    @Test
    void shouldGiveResultsInTheOrderOfTheWork() throws InterruptedException {
        CountDownLatch lastIsDone = new CountDownLatch(1);
        List<Integer> results = new ArrayList<>();
        try (OrderedWorkers workers = new OrderedWorkers(2)) {
            workers.map(
                    ITEMS,
                    item -> {
                        if (item == 0) {
                            await(lastIsDone);
                        }
                        if (item == 49) {
                            lastIsDone.countDown();
                        }
                        return 2 * item;
                    },
                    results::add,
                    done -> {});
        }
        assertThat(results)
                .containsExactlyElementsOf(ITEMS.stream().map(item -> 2 * item).toList());
    }

    @Test
    void shouldThrowWhatAWorkerThrows() {
        try (OrderedWorkers workers = new OrderedWorkers(2)) {
            assertThatThrownBy(() -> workers.map(
                            ITEMS,
                            item -> {
                                if (item == 7) {
                                    throw new InvalidClipListException("seven");
                                }
                                return item;
                            },
                            result -> {},
                            done -> {}))
                    .isInstanceOf(InvalidClipListException.class)
                    .hasMessage("seven");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
