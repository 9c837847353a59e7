/**
 * How well events are found in a stream: known sounds are planted at known times and levels in hours of background, and
 * what is reported is compared with what was planted.
 *
 * <pre>{@code
 * StreamEvaluation.Sounds sounds = StreamEvaluation.Sounds.read(foregroundFolder, backgroundFolder);
 * StreamRun run = new StreamEvaluation(stages, registrar, audioFiles, options).run(sounds, progress);
 * StreamReportText.lines(run.report()).forEach(System.out::println);
 * }</pre>
 *
 * <p>A stream goes through the tagger as the chunks of a live source do, and its events are the very ones that the service
 * would emit; nothing here decides. A sound's true onset and offset are those of what was planted, after silence is
 * cut away, not those of its file. Matching and metrics are those of event-based sound event detection (Mesaros, Heittola,
 * Virtanen, Metrics for Polyphonic Sound Event Detection, Applied Sciences 2016; the sed_eval toolbox), and are pure
 * functions of references and detections. Beside ours stands a plain detector, tuned on a development stream that shares
 * neither seed nor, where a label has several, files with the streams that are judged.
 *
 * <p>Everything is decided by the seeds: the same sounds and seeds give the same streams. Arrays of samples are mono, at
 * the model's rate, and read-only once built.
 */
package io.earshot.evaluate.stream;
