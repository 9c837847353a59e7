package io.earshot.topology;

import io.earshot.calibration.Calibration;
import io.earshot.calibration.LiveCalibrations;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.wire.Decoded;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the calibrations in force at what their topic says. Runs on the global thread, and again from the topic's start
 * after a restart: tagging begins only when that is done.
 */
final class CalibrationTableProcessor implements Processor<String, byte[], Void, Void> {
    private static final Logger LOG = LoggerFactory.getLogger(CalibrationTableProcessor.class);

    private final String modelDigest;
    private final String topic;
    private final Deserializer<Decoded<Calibration>> decoder;
    private final LiveCalibrations live;
    private final TaggingMetrics metrics;

    CalibrationTableProcessor(
            String modelDigest,
            String topic,
            Deserializer<Decoded<Calibration>> decoder,
            LiveCalibrations live,
            TaggingMetrics metrics) {
        this.modelDigest = modelDigest;
        this.topic = topic;
        this.decoder = decoder;
        this.live = live;
        this.metrics = metrics;
    }

    @Override
    public void process(Record<String, byte[]> record) {
        CalibrationKey key = CalibrationKey.parse(record.key()).orElse(null);
        if (key == null) {
            LOG.warn("A calibration has the key {}, which names no source and query", record.key());
            metrics.calibration("undecodable");
        } else if (key.modelDigest().equals(modelDigest)) {
            apply(key, record.value());
        }
    }

    private void apply(CalibrationKey key, byte[] value) {
        if (value == null) {
            live.remove(key.sourceId(), key.queryId());
            return;
        }
        Decoded<Calibration> decoded = decoder.deserialize(topic, value);
        if (decoded instanceof Decoded.Present<Calibration> present && isOf(key, present.content())) {
            live.put(present.content());
        } else {
            // A bad record must never stop the global thread: the calibration stays as it was.
            LOG.warn("Calibration of query {} on source {} cannot be read", key.queryId(), key.sourceId());
            metrics.calibration("undecodable");
        }
    }

    private static boolean isOf(CalibrationKey key, Calibration calibration) {
        return key.equals(new CalibrationKey(calibration.sourceId(), calibration.queryId(), calibration.modelDigest()));
    }
}
