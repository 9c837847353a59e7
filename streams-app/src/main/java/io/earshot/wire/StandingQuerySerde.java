package io.earshot.wire;

import io.earshot.schema.StandingQuery;

/** Standing queries on the wire, as they were written. */
public final class StandingQuerySerde extends RecordSerde<QueryRecord, StandingQuery> {
    StandingQuerySerde(WireFormat format) {
        super(format, StandingQuery.class);
    }

    @Override
    StandingQuery toRecord(QueryRecord query) {
        return query.written();
    }

    @Override
    QueryRecord fromRecord(StandingQuery found) {
        return new QueryRecord(found);
    }
}
