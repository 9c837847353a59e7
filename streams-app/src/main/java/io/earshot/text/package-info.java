/**
 * Query text to token ids, the way the text encoder was trained to read it.
 *
 * <pre>
 * Vocabulary vocabulary = Vocabulary.read(tokenizerJson);
 * TokenizedText tokens = new WordPieceTokenizer(vocabulary, 64).tokenize("a dog barks");
 * tokens.ids();   // [CLS] a dog bark ##s [SEP]
 * </pre>
 *
 * <p>Nothing that a user types is a special token: {@code [SEP]} in a text is three ordinary tokens.
 */
package io.earshot.text;
