package io.earshot.evidence.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store promises. */
abstract class EvidenceStoreContract {
    @TempDir
    Path folder;

    /** An empty one. */
    abstract EvidenceStore store() throws IOException;

    @Test
    void shouldGiveBackWhatItKeeps() throws IOException {
        try (EvidenceStore store = store()) {
            assertThat(store.has(StoreStory.RAIN)).isFalse();
            store.keep(StoreStory.RAIN, StoreStory.files(folder.resolve("new"), 70_000));
            assertThat(store.has(StoreStory.RAIN)).isTrue();
            Path back = folder.resolve("back");
            assertThat(store.read(StoreStory.RAIN, "audio.flac", back)).isTrue();
            assertThat(Files.readAllBytes(back)).isEqualTo(new byte[70_000]);
            assertThat(store.read(StoreStory.RAIN, "audio.wav", back)).isFalse();
            assertThat(store.read(StoreStory.RAIN, "../secret", back)).isFalse();
        }
    }

    @Test
    void shouldFindASetByItsEventAlone() throws IOException {
        try (EvidenceStore store = store()) {
            store.keep(SetName.of("Töne/..", "1"), StoreStory.files(folder.resolve("new"), 1));
            store.keep(StoreStory.RAIN, StoreStory.files(folder.resolve("new"), 1));
            assertThat(store.find(StoreStory.RAIN.event())).contains(StoreStory.RAIN);
            assertThat(store.find(SetName.eventPart("1"))).contains(SetName.of("Töne/..", "1"));
            assertThat(store.find(SetName.eventPart("2"))).isEmpty();
            assertThat(store.queries()).containsExactlyInAnyOrder("rain", SetName.queryPart("Töne/.."));
        }
    }

    @Test
    void shouldLeaveASetThatIsThereAsItIs() throws IOException {
        try (EvidenceStore store = store()) {
            store.keep(StoreStory.RAIN, StoreStory.files(folder.resolve("one"), 10));
            store.keep(StoreStory.RAIN, StoreStory.files(folder.resolve("other"), 99));
            assertThat(store.list("rain")).extracting(KeptSet::bytes).containsExactly(10L + 2 + 15);
        }
    }

    @Test
    void shouldListAndDeleteSetsOfAQuery() throws IOException {
        try (EvidenceStore store = store()) {
            Instant before = Instant.now().minusSeconds(5);
            for (int i = 0; i < 3; i++) {
                store.keep(StoreStory.event(i), StoreStory.files(folder.resolve("new" + i), 100 * i));
            }
            List<KeptSet> sets = store.list("rain");
            assertThat(sets)
                    .extracting(KeptSet::name)
                    .containsExactlyInAnyOrder(StoreStory.event(0), StoreStory.event(1), StoreStory.event(2));
            assertThat(sets).allSatisfy(set -> assertThat(set.keptAt()).isAfter(before));
            store.delete(StoreStory.event(1));
            assertThat(store.list("rain"))
                    .extracting(KeptSet::name)
                    .containsExactlyInAnyOrder(StoreStory.event(0), StoreStory.event(2));
            assertThat(store.has(StoreStory.event(1))).isFalse();
            assertThat(store.list("siren")).isEmpty();
        }
    }
}
