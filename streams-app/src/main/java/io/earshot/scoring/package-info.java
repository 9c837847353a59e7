/**
 * The maths of one pair of segment and query, and of a segment against a block of queries; floats only.
 *
 * <pre>
 * SimilarityScorer scorer = new SimilarityScorer(space, weights);
 * double score = scorer.score(segment, query);               // plain: the formula
 * BlockScorer blocks = new BlockScorer(space, weights);      // fast: some segments, each against many queries
 * LaneBlock block = blocks.queries(queries);
 * blocks.score(List.of(blocks.segment(segment)), block, scores);
 * </pre>
 *
 * <p>{@code S = (1 - g) S_THA + g S_CA}. S_THA is the weighted sum of the cosines of the levels; S_CA is the sum of the
 * dot products of the factors, each weighted by the confidence that a small perceptron has in the pair. The plain scorer is
 * the oracle of the fast one. A score does not depend on what else is scored with it. Arrays of values are
 * read-only; arrays that a method fills are said to be overwritten.
 */
package io.earshot.scoring;
