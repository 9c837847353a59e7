/**
 * The whole way from chunks to events, joined with no Kafka: the reference path of the command line, the benches and the
 * tests. The topology gives the same events for the same chunks; a test holds both to that.
 *
 * <pre>{@code
 * AudioTagger tagger = new AudioTagger(stages, "studio-1", SegmentListener.NONE);
 * for (AudioChunk chunk : chunks) {
 *     tagger.accept(chunk, table).events().forEach(System.out::println);
 * }
 * }</pre>
 */
package io.earshot.tagger;
