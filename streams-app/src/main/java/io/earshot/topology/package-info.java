/**
 * The three topologies, and nothing that computes: processors hold state and forward, stages of the other rooms work.
 *
 * <pre>
 *  [audio.chunks] -> cut-segments -> encode-segments -> match-queries -> decide-events -> [events]
 *                        |                |                  ^               ^    |
 *                  [dead-letters]     [segments]        query table     calibrations   +-> [near-misses]
 *                                                            ^               ^
 *                                              update-query-table      update-calibrations
 *                                                            ^               ^
 *                                             [query.embeddings]       [calibrations]
 *
 *  [queries] -> encode-queries -> [query.embeddings]        (its own application and thread)
 *  [segments] -> calibrate-queries -> [calibrations]        (its own application and thread)
 * </pre>
 *
 * <p>Everything is keyed by source id from end to end, so one source has one order and one carry-over, and there is no
 * internal topic besides the changelogs. What a processor has at hand of its stores is made anew in {@code init}: Streams
 * revives a task with the same processor, whose stores have gone back to what was committed. Names of nodes and stores are a contract: changing one migrates data.
 */
package io.earshot.topology;
