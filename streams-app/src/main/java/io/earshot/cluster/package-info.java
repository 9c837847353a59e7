/**
 * Reads a Kafka cluster with plain clients that belong to no group: topics and their configuration, standing queries and their
 * registrations, kept segments, recorded events. Kafka Streams, which does the live work, belongs to {@code topology}; here
 * nothing is kept longer than a request.
 *
 * <p>All reading is {@code TopicRead}: partitions, from where, up to where, for how long. {@code TopicTail} does it on a thread
 * of its own. The topic of segments is indexed by append time, and requests name audio time; the two differ for late audio
 * and for recordings with capture times of their own. {@code KeptSegments} is the one place that finds audio by its own time.
 */
package io.earshot.cluster;
