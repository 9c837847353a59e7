/**
 * Query text to token ids, the way the text encoder was trained to read it.
 *
 * <pre>
 * Vocabulary vocabulary = Vocabulary.read(tokenizerJson);
 * TokenizedText tokens = new WordPieceTokenizer(vocabulary, 64).tokenize("a dog barks");
 * tokens.ids();   // [CLS] a dog bark ##s [SEP]
 * </pre>
 *
 * <p>{@link io.earshot.text.WordPieceTokenizer} is BERT's way, {@link io.earshot.text.BytePairTokenizer} RoBERTa's. Nothing
 * that a user types is a special token: {@code [SEP]} in a text is three ordinary tokens, and so is {@code <s>}.
 */
package io.earshot.text;
