package io.earshot.model;

import io.earshot.text.BytePairTokenizer;
import io.earshot.text.BytePairVocabulary;
import io.earshot.text.Tokenizer;
import io.earshot.text.Vocabulary;
import io.earshot.text.WordPieceTokenizer;

/** Reads a text encoder from where it is: from the bundle's folder or from a library on the class path. */
final class TextFiles {
    private final BundleFiles files;
    private final ClassPathResources resources;

    TextFiles(BundleFiles files, ClassPathResources resources) {
        this.files = files;
        this.resources = resources;
    }

    /** @throws InvalidModelException if a resource is absent, or is not the one that is named */
    void requireResources(StrictJson text, TextSource source) {
        if (source instanceof TextSource.ClassPath library) {
            resources.requireDigest(text, "resource", library.graph(), "sha256", library.sha256());
            resources.requireDigest(
                    text, "tokenizerResource", library.tokenizer(), "tokenizerSha256", library.tokenizerSha256());
        }
    }

    byte[] graph(TextSource source) {
        return source instanceof TextSource.Bundle ? files.read(source.graph()) : resources.read(source.graph());
    }

    /** @throws InvalidModelException if it cannot be read */
    Tokenizer tokenizer(TextSpec text) {
        if (text.source() instanceof TextSource.Bundle own) {
            return bytePairs(own, text.maxTokens());
        }
        return wordPieces((TextSource.ClassPath) text.source(), text.maxTokens());
    }

    private Tokenizer bytePairs(TextSource.Bundle own, int maxTokens) {
        byte[] vocabulary = files.read(own.vocabulary());
        byte[] merges = files.read(own.merges());
        try {
            return new BytePairTokenizer(BytePairVocabulary.read(vocabulary, merges), maxTokens);
        } catch (IllegalArgumentException e) {
            throw invalid(own.vocabulary() + " and " + own.merges(), "byte pairs", e);
        }
    }

    private Tokenizer wordPieces(TextSource.ClassPath library, int maxTokens) {
        byte[] json = resources.read(library.tokenizer());
        try {
            return new WordPieceTokenizer(Vocabulary.read(json), maxTokens);
        } catch (IllegalArgumentException e) {
            throw invalid(library.tokenizer(), "WordPiece", e);
        }
    }

    private static InvalidModelException invalid(String name, String expected, Exception e) {
        return new InvalidModelException(name, "the tokenizer", expected, String.valueOf(e.getMessage()), e);
    }
}
