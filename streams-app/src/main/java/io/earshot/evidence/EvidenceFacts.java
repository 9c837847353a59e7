package io.earshot.evidence;

import io.earshot.audio.SampleClock;
import io.earshot.decide.Event;
import io.earshot.explain.EventFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands beside a clip, as maps, texts and numbers for JSON: the event, where the clip lies, and the digests of its files. */
public final class EvidenceFacts {
    private EvidenceFacts() {}

    /**
     * A file of the evidence.
     *
     * @param name of the file
     * @param mediaType as in {@code Content-Type}
     * @param bytes its length
     * @param sha256 in hex
     */
    public record FileFacts(String name, String mediaType, long bytes, String sha256) {}

    /** Sample indices and byte counts are texts, because JavaScript loses digits of 64-bit numbers. */
    public static Map<String, Object> of(Event event, Clip clip, List<FileFacts> files) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("event", EventFacts.of(event));
        facts.put("clip", clip(clip));
        facts.put("files", files.stream().map(EvidenceFacts::file).toList());
        return facts;
    }

    private static Map<String, Object> clip(Clip clip) {
        Map<String, Object> facts = new LinkedHashMap<>();
        SampleClock clock = clip.clock();
        facts.put("source", clip.span().sourceId());
        facts.put("epochId", Long.toString(clip.span().epochId()));
        facts.put("from", clock.instantAt(clip.firstSample()).toString());
        facts.put("to", clock.instantAt(clip.endSample()).toString());
        facts.put("seconds", clip.seconds());
        facts.put(
                "askedFrom",
                SampleClock.instantOfMicros(clip.span().fromMicros()).toString());
        facts.put("askedTo", SampleClock.instantOfMicros(clip.span().toMicros()).toString());
        facts.put("sampleRateHz", clip.format().sampleRateHz());
        facts.put("bitsPerSample", 8 * clip.format().frameBytes());
        facts.put("publishedChannels", clip.published().channels());
        facts.put("publishedEncoding", clip.published().encoding().name());
        facts.put(
                "epochStart",
                SampleClock.instantOfMicros(clip.epochStartMicros()).toString());
        facts.put("firstSample", Long.toString(clip.firstSample()));
        facts.put("samples", Integer.toString(clip.samples()));
        facts.put("clippedSamples", Long.toString(clip.clippedSamples()));
        facts.put("isFinal", clip.isFinal());
        facts.put("isShortened", clip.span().shortened());
        facts.put(
                "missing",
                clip.missing().stream().map(span -> missing(span, clock)).toList());
        return facts;
    }

    private static Map<String, Object> missing(MissingSpan span, SampleClock clock) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("from", clock.instantAt(span.firstSample()).toString());
        facts.put("to", clock.instantAt(span.endSample()).toString());
        facts.put("firstSample", Long.toString(span.firstSample()));
        facts.put("samples", Long.toString(span.samples()));
        facts.put("reason", span.reason().name());
        facts.put("isSilence", span.isSilence());
        return facts;
    }

    private static Map<String, Object> file(FileFacts file) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", file.name());
        facts.put("mediaType", file.mediaType());
        facts.put("bytes", Long.toString(file.bytes()));
        facts.put("sha256", file.sha256());
        return facts;
    }
}
