package io.earshot.decide;

import io.earshot.calibration.OperatingPoint;
import io.earshot.query.StandingQuery;

/** Has a subject, and shows its parts. */
public interface HasSubject extends OfQuery {
    Subject subject();

    default StandingQuery query() {
        return subject().query();
    }

    @Override
    default String queryId() {
        return query().id();
    }

    @Override
    default String queryVersion() {
        return subject().queryVersion();
    }

    @Override
    default String modelDigest() {
        return subject().modelDigest();
    }

    default OperatingPoint point() {
        return subject().point();
    }
}
