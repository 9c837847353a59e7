/**
 * Ports: from log-mel or text to embedding. What implements them lives above, in {@code encoder.onnx}.
 *
 * <p>Audio is encoded once: the local part turns the new audio of a hop into tokens, which are cached; the context part
 * looks at the cached tokens. Whoever makes an encoder closes it.
 */
package io.earshot.encoder;
