package io.earshot.model;

import java.util.List;

/** Where a model's text encoder comes from, and how it splits text. */
public sealed interface TextSource {
    /** Name of the graph, for messages. */
    String graph();

    /** The files of the bundle that it needs. */
    List<String> bundleFiles();

    /** Whether the graph takes {@code token_type_ids} beside {@code input_ids} and {@code attention_mask}. */
    boolean takesTokenTypes();

    /**
     * BERT from a library on the class path, which reads word pieces.
     *
     * @param graph its resource
     * @param sha256 of that graph
     * @param tokenizer the resource of its tokenizer.json
     * @param tokenizerSha256 of that tokenizer
     */
    record ClassPath(String graph, String sha256, String tokenizer, String tokenizerSha256) implements TextSource {
        @Override
        public List<String> bundleFiles() {
            return List.of();
        }

        @Override
        public boolean takesTokenTypes() {
            return true;
        }
    }

    /**
     * RoBERTa from the bundle's own files, which reads byte pairs.
     *
     * @param graph file of its graph
     * @param vocabulary file of the pieces and their ids, JSON
     * @param merges file of the pairs that are merged, a line each
     */
    record Bundle(String graph, String vocabulary, String merges) implements TextSource {
        @Override
        public List<String> bundleFiles() {
            return List.of(graph, vocabulary, merges);
        }

        @Override
        public boolean takesTokenTypes() {
            return false;
        }
    }
}
