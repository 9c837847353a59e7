/**
 * What is read from a Kafka cluster and asked of it, by plain clients that belong to no group: the topics and whether they are
 * as they must be, the standing queries and what became of them, kept segments, recorded events. Kafka Streams, which
 * does the live work, is at home in {@code topology}; here nothing is kept and nothing lasts longer than the question.
 *
 * <p>All reading is {@code TopicRead}: partitions, from where, up to where, for how long. What follows a topic for
 * as long as the process lives does the same on a thread of its own. The topic of segments knows when a record was appended, and
 * questions are of audio time; the two differ for what came late, and for recordings that bring their capture times.
 * {@code KeptSegments} is the one place that finds audio by its own time.
 */
package io.earshot.cluster;
