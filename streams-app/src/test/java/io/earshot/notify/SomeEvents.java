package io.earshot.notify;

import io.earshot.calibration.DecidedBy;
import io.earshot.calibration.OperatingPoint;
import io.earshot.decide.AbsentTime;
import io.earshot.decide.EndReason;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.decide.Subject;
import io.earshot.query.DecisionRules;
import io.earshot.query.StandingQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Events as the topology writes them, for tests of what tells of them. */
public final class SomeEvents {
    static final long ONSET = 1_795_000_000_123_456L;

    private SomeEvents() {}

    /** Glass that is breaking, labelled for the team facility. */
    public static Event open(String source, String eventId) {
        return of(EventPhase.OPEN, source, "glass", eventId, 0.75, Optional.empty());
    }

    static Event of(
            EventPhase phase,
            String source,
            String query,
            String eventId,
            double confidence,
            Optional<AbsentTime> absent) {
        StandingQuery asked = new StandingQuery(
                query,
                "glass \"breaks\" <now> & \\ again",
                List.of(),
                List.of(),
                List.of(),
                DecisionRules.DEFAULT,
                Map.of("team", "facility"));
        OperatingPoint point = new OperatingPoint(0.5, 0.25, DecidedBy.QUERY, Optional.empty());
        return new Event(
                phase,
                eventId,
                source,
                3,
                17,
                new Subject(asked, "a1b2c3", "digest", point),
                ONSET,
                ONSET + 1_500_000,
                ONSET + 1_000_000,
                confidence,
                0.5,
                Optional.empty(),
                phase == EventPhase.CLOSE ? EndReason.SOUND_ENDED : EndReason.NONE,
                absent,
                "A song");
    }
}
