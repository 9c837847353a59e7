package io.earshot.evidence;

import io.earshot.decide.Event;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The files of an event's evidence in a folder, each made when it is first asked for. Safe for use by several threads. */
public final class EvidenceSet {
    /** Name of the picture. */
    public static final String PICTURE = "spectrogram.png";

    /** Name of the facts. */
    public static final String FACTS = "evidence.json";

    /** Name of the digests, as {@code sha256sum} writes and checks them. */
    public static final String DIGESTS = "evidence.sha256";

    private final Event event;
    private final Clip clip;
    private final Path folder;
    private final ClipEncoder encoder;
    private final Map<String, EvidenceFile> made = new LinkedHashMap<>();

    /**
     * @param folder exists; holds nothing else
     * @param encoder of the formats that need a codec
     */
    public EvidenceSet(Event event, Clip clip, Path folder, ClipEncoder encoder) {
        this.event = event;
        this.clip = clip;
        this.folder = folder;
        this.encoder = encoder;
    }

    /** Encodes a clip into a file. */
    @FunctionalInterface
    public interface ClipEncoder {
        /**
         * @param format any but WAV
         * @throws IOException if it cannot be encoded; the message is the reason
         */
        void encode(Clip clip, ClipFormat format, Path file) throws IOException;
    }

    public Event event() {
        return event;
    }

    public Clip clip() {
        return clip;
    }

    public Path folder() {
        return folder;
    }

    /** The sound in a format. */
    public synchronized EvidenceFile audio(ClipFormat format) throws IOException {
        return made(format.fileName(), format.mediaType(), file -> {
            if (format == ClipFormat.WAV) {
                Files.write(file, WavClip.bytes(clip));
            } else {
                encoder.encode(clip, format, file);
            }
        });
    }

    /** The picture. */
    public synchronized EvidenceFile picture() throws IOException {
        return made(
                PICTURE,
                "image/png",
                file -> Files.write(file, Spectrogram.png(clip, event.onsetMicros(), event.offsetMicros())));
    }

    /** What is known of the event, the clip and the files that were made so far. */
    public synchronized Map<String, Object> facts() {
        return EvidenceFacts.of(
                event,
                clip,
                made.entrySet().stream()
                        .map(file -> new EvidenceFacts.FileFacts(
                                file.getKey(),
                                file.getValue().mediaType(),
                                file.getValue().bytes(),
                                file.getValue().sha256()))
                        .toList());
    }

    /** The lines of {@link #DIGESTS}. */
    public synchronized String digests() {
        return made.entrySet().stream()
                .map(file -> file.getValue().sha256() + "  " + file.getKey() + "\n")
                .collect(Collectors.joining());
    }

    /** SHA-256 of a file, in hex. */
    public static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[65_536];
            for (int read = in.read(block); read > 0; read = in.read(block)) {
                digest.update(block, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private EvidenceFile made(String name, String mediaType, Maker maker) throws IOException {
        EvidenceFile before = made.get(name);
        if (before != null) {
            return before;
        }
        Path file = folder.resolve(name);
        maker.make(file);
        EvidenceFile now = new EvidenceFile(file, mediaType, Files.size(file), sha256(file), notes());
        made.put(name, now);
        return now;
    }

    private Map<String, String> notes() {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put(
                "Earshot-Clip-From", clip.clock().instantAt(clip.firstSample()).toString());
        notes.put("Earshot-Clip-First-Sample", Long.toString(clip.firstSample()));
        notes.put("Earshot-Clip-Sample-Rate", Integer.toString(clip.format().sampleRateHz()));
        notes.put("Earshot-Clip-Final", Boolean.toString(clip.isFinal()));
        if (!clip.missing().isEmpty()) {
            notes.put("Earshot-Clip-Missing", missing());
        }
        return notes;
    }

    /** The longest list that a header should hold; the facts have all. */
    private String missing() {
        return clip.missing().stream()
                .limit(20)
                .map(span -> span.firstSample() + "-" + (span.endSample() - 1) + ";" + span.reason())
                .collect(Collectors.joining(", "));
    }

    @FunctionalInterface
    private interface Maker {
        void make(Path file) throws IOException;
    }
}
