package io.earshot.app;

import io.earshot.query.QueryVersion;
import io.earshot.query.StandingQuery;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import java.util.List;
import java.util.Optional;

/**
 * A record of the topic of queries, taken apart once.
 *
 * @param record as it was written; empty if it cannot be read
 * @param query that it asks for, enabled or not; empty if this version cannot match it
 * @param version of the query; empty if there is none
 * @param problems why this version cannot match it
 */
record WrittenQuery(
        Optional<QueryRecord> record, Optional<StandingQuery> query, String version, List<String> problems) {
    static WrittenQuery of(Decoded<QueryRecord> decoded) {
        if (decoded instanceof Decoded.Undecodable<QueryRecord> undecodable) {
            return new WrittenQuery(Optional.empty(), Optional.empty(), "", List.of(undecodable.reason()));
        }
        QueryRecord record = decoded.value().orElseThrow();
        Optional<StandingQuery> query = record.content();
        return new WrittenQuery(
                Optional.of(record), query, query.map(QueryVersion::of).orElse(""), record.problems());
    }

    boolean isEnabled() {
        return record.map(QueryRecord::enabled).orElse(true);
    }

    String text() {
        return record.map(QueryRecord::text).orElse("");
    }

    /** Whether a record says the same. */
    boolean says(StandingQuery other, boolean enabled) {
        return isEnabled() == enabled && query.filter(other::equals).isPresent();
    }
}
