package io.earshot.model;

import io.earshot.text.BytePairTokenizer;
import io.earshot.text.BytePairVocabulary;
import io.earshot.text.Tokenizer;
import io.earshot.text.Vocabulary;
import io.earshot.text.WordPieceTokenizer;
import java.io.IOException;
import java.io.InputStream;

/** Reads a text encoder from where it is: from the bundle's folder or from a library on the class path. */
final class TextFiles {
    private final BundleFiles files;
    private final ClassLoader resources;

    /** @param resources finds the large files that come with libraries */
    TextFiles(BundleFiles files, ClassLoader resources) {
        this.files = files;
        this.resources = resources;
    }

    /** @throws InvalidModelException if a resource is absent, or is not the one that is named */
    void requireResources(StrictJson text, TextSource source) {
        if (source instanceof TextSource.ClassPath library) {
            requireDigest(text, "resource", library.graph(), "sha256", library.sha256());
            requireDigest(text, "tokenizerResource", library.tokenizer(), "tokenizerSha256", library.tokenizerSha256());
        }
    }

    byte[] graph(TextSource source) {
        return source instanceof TextSource.Bundle ? files.read(source.graph()) : resource(source.graph());
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
        byte[] json = resource(library.tokenizer());
        try {
            return new WordPieceTokenizer(Vocabulary.read(json), maxTokens);
        } catch (IllegalArgumentException e) {
            throw invalid(library.tokenizer(), "WordPiece", e);
        }
    }

    private void requireDigest(StrictJson text, String key, String name, String digestKey, String sha256) {
        try (InputStream in = resources.getResourceAsStream(name)) {
            if (in == null) {
                throw text.invalid(key, "a resource on the class path", name);
            }
            String found = Sha256.of(in);
            if (!found.equals(sha256)) {
                throw text.invalid(digestKey, sha256, found + " of resource " + name);
            }
        } catch (IOException e) {
            throw InvalidModelException.unreadable(name, "the resource", e);
        }
    }

    private byte[] resource(String name) {
        try (InputStream in = resources.getResourceAsStream(name)) {
            if (in == null) {
                throw new InvalidModelException(name, "the resource", "to be on the class path", "nothing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw InvalidModelException.unreadable(name, "the resource", e);
        }
    }

    private static InvalidModelException invalid(String name, String expected, Exception e) {
        return new InvalidModelException(name, "the tokenizer", expected, String.valueOf(e.getMessage()), e);
    }
}
