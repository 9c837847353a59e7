/**
 * How well the model in use answers words, measured on a folder of labelled sound.
 *
 * <pre>{@code
 * List<LabelledClip> clips = ClipFormat.CSV.read(folder, Optional.empty());
 * EvaluationOptions options = new EvaluationOptions(List.of("{}"), ClipPool.MAX, ClipFormat.CSV.sharing(), 2);
 * EvaluationReport report = new Evaluation(stages, registrar, audioFiles, options).run(clips, progress);
 * ReportText.lines(report).forEach(System.out::println);
 * }</pre>
 *
 * <p>Each clip goes through the tagger as a file of its own, and each text is a query as a user would register it, so
 * that what is measured is what is run. The score of a clip for a text is the confidence that thresholds are compared
 * with, pooled over the clip's segments. Metrics are pure functions of the scores; each documents its definition. Where
 * scores are equal, the worst order counts.
 */
package io.earshot.evaluate;
