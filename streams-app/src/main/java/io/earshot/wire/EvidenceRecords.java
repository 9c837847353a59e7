package io.earshot.wire;

import io.earshot.query.KeptEvidence;
import io.earshot.schema.QueryEvidence;

/** Between what is kept of a query's events and its Avro form. */
final class EvidenceRecords {
    private EvidenceRecords() {}

    static QueryEvidence toWire(KeptEvidence kept) {
        return new QueryEvidence(
                kept.preSeconds(),
                kept.postSeconds(),
                kept.formats(),
                kept.keepDays(),
                kept.keepCount(),
                kept.keepBytes());
    }

    /** @throws IllegalArgumentException if something is out of range */
    static KeptEvidence toProgram(QueryEvidence written) {
        return new KeptEvidence(
                written.getPreSeconds(),
                written.getPostSeconds(),
                written.getFormats(),
                written.getKeepDays(),
                written.getKeepCount(),
                written.getKeepBytes());
    }
}
