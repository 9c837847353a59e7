package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user types to measure the shipped model, and what appears. */
class EvalIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void shouldMeasureTheShippedModelOnTheDemoRecordings() throws Exception {
        Path file = folder.resolve("report.json");
        try (EarshotProcess eval = start("eval", Recordings.folder().toString(), "--report", file.toString())) {
            assertThat(eval.await(PATIENCE)).as(eval.errors()).isZero();
            assertThat(eval.output()).contains("zero-shot accuracy", "a siren", "text to audio");
        }
        JsonNode report = new ObjectMapper().readTree(Files.readString(file));
        assertThat(report.get("zeroShotAccuracy").asDouble()).isBetween(0.7, 1.0);
        assertThat(report.get("mapTextToAudio").asDouble()).isBetween(0.7, 1.0);
        assertThat(report.at("/textToAudio/gallery").asInt()).isEqualTo(clips());
        assertThat(report.at("/audioToText/r10").asDouble()).isGreaterThan(0.7);
        assertThat(report.at("/perClass")).hasSize(report.get("labels").asInt());
        assertThat(report.at("/skipped")).isEmpty();
        assertThat(report.get("modelDigest").asText()).hasSize(64);
    }

    @Test
    void shouldPrintNothingButJsonWhenAskedTo() throws Exception {
        try (EarshotProcess eval = start("json", "--json", Recordings.folder().toString(), "--pool", "mean")) {
            assertThat(eval.await(PATIENCE)).as(eval.errors()).isZero();
            assertThat(eval.output().lines()).hasSize(1);
            JsonNode report = new ObjectMapper().readTree(eval.output());
            assertThat(report.get("clips").asInt()).isEqualTo(clips());
            assertThat(report.get("clipScore").asText()).isEqualTo("MEAN");
        }
    }

    @Test
    void shouldSayInOneLineWhatTheFolderLacks() throws Exception {
        try (EarshotProcess eval = start("empty", folder.toString())) {
            assertThat(eval.await(PATIENCE)).isEqualTo(1);
            assertThat(eval.errors().lines()).hasSize(1).allMatch(line -> line.contains("has no clips.csv"));
            assertThat(eval.output()).isEmpty();
        }
    }

    @Test
    void shouldRefuseAPromptWithoutAPlaceForTheLabel() throws Exception {
        try (EarshotProcess eval = start("prompt", Recordings.folder().toString(), "--prompt", "the sound")) {
            assertThat(eval.await(PATIENCE)).isEqualTo(2);
            assertThat(eval.errors().lines()).hasSize(1).allMatch(line -> line.contains("has no {}"));
        }
    }

    private static int clips() throws IOException {
        return Files.readAllLines(Recordings.folder().resolve("clips.csv")).size() - 1;
    }

    private EarshotProcess start(String name, String... arguments) throws Exception {
        String[] all = new String[arguments.length + 1];
        all[0] = "eval";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return EarshotProcess.start(folder, name, all);
    }
}
