/**
 * What an encoder gives back, and the space it lives in.
 *
 * <p>Vectors are comparable only inside one {@link io.earshot.embedding.EmbeddingSpace}, which is named by the digest
 * of the model that made them. Arrays in these values are read-only once built; whoever needs to change one copies it.
 */
package io.earshot.embedding;
