package io.earshot.decide;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** State of a tracker, and the changes of one step. */
final class TrackerStep {
    private final Map<String, TrackedSound> sounds;
    private final NearMissLedger ledgerBefore;
    private final List<Event> events = new ArrayList<>();
    private final List<NearMiss> nearMisses = new ArrayList<>();
    private final Map<String, Optional<TrackedSound>> changed = new TreeMap<>();
    private NearMissLedger ledger;

    /** @param sounds Overwritten. */
    TrackerStep(Map<String, TrackedSound> sounds, NearMissLedger ledger) {
        this.sounds = sounds;
        this.ledgerBefore = ledger;
        this.ledger = ledger;
    }

    /** An equal value is no change, so that a long cooldown is not written again and again. */
    void put(TrackedSound sound) {
        TrackedSound before = sounds.put(sound.queryId(), sound);
        if (!sound.equals(before) || changed.containsKey(sound.queryId())) {
            changed.put(sound.queryId(), Optional.of(sound));
        }
    }

    void remove(String queryId) {
        sounds.remove(queryId);
        changed.put(queryId, Optional.empty());
    }

    void emit(Event event) {
        events.add(event);
    }

    void miss(NearMiss miss, long nowMicros) {
        ledger = ledger.with(miss, nowMicros);
    }

    /** Emits the near misses of a minute that is over. */
    void emitMissesBefore(long nowMicros) {
        if (ledger.isDue(nowMicros)) {
            emitMisses();
        }
    }

    void emitMisses() {
        nearMisses.addAll(ledger.best());
        ledger = NearMissLedger.EMPTY;
    }

    NearMissLedger ledger() {
        return ledger;
    }

    Decision decision() {
        return new Decision(
                List.copyOf(events),
                List.copyOf(nearMisses),
                Collections.unmodifiableMap(changed),
                ledger.equals(ledgerBefore) ? Optional.empty() : Optional.of(ledger));
    }
}
