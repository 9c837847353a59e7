/**
 * The only room that uses ONNX Runtime.
 *
 * <pre>
 * OnnxRuntime runtime = new OnnxRuntime(OnnxOptions.CPU);
 * try (AudioEncoder audio = new OnnxAudioEncoder(runtime, bundle);
 *         TextEncoder text = new OnnxTextEncoder(runtime, bundle)) { ... }
 * </pre>
 *
 * <p>An encoder owns its sessions and closes them; it may be closed twice. Native values die in the method that made
 * them: arrays leave this room, tensors do not. Names, types and shapes are checked when a graph is loaded, so that a
 * wrong model is rejected at the start. Batches are always of one: a result never depends on what else was encoded.
 */
package io.earshot.encoder.onnx;
