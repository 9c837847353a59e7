package io.earshot.topology;

import io.earshot.calibration.Calibration;
import io.earshot.wire.Decoded;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the topic of calibrations to those in force. Runs on the global thread, and again from the topic's start after a
 * restart: tagging begins only when that is done.
 */
final class CalibrationTableProcessor implements Processor<String, Decoded<Calibration>, Void, Void> {
    private static final Logger LOG = LoggerFactory.getLogger(CalibrationTableProcessor.class);

    private final TaggingStages stages;

    CalibrationTableProcessor(TaggingStages stages) {
        this.stages = stages;
    }

    @Override
    public void process(Record<String, Decoded<Calibration>> record) {
        CalibrationKey key = CalibrationKey.parse(record.key()).orElse(null);
        if (key == null) {
            LOG.warn("A calibration has the key {}, which names no source and query", record.key());
            stages.metrics().calibration("undecodable");
        } else if (key.modelDigest().equals(stages.tagger().modelDigest())) {
            apply(key, record.value());
        }
    }

    private void apply(CalibrationKey key, Decoded<Calibration> decoded) {
        if (decoded == null) {
            stages.calibrations().remove(key.sourceId(), key.queryId());
        } else if (decoded instanceof Decoded.Present<Calibration> present
                && key.equals(CalibrationKey.of(present.content()))) {
            stages.calibrations().put(present.content());
        } else {
            // A bad record must never stop the global thread: the calibration stays as it was.
            LOG.warn("Calibration of query {} on source {} cannot be read", key.queryId(), key.sourceId());
            stages.metrics().calibration("undecodable");
        }
    }
}
