package io.earshot.evidence;

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

/** The files of a clip in a folder, each made when it is first asked for. Safe for use by several threads. */
public final class ClipFiles {
    /** Name of the picture. */
    public static final String PICTURE = "spectrogram.png";

    private static final int MOST_SPANS = 20;

    private final Clip clip;
    private final Path folder;
    private final ClipEncoder encoder;
    private final Map<String, EvidenceFile> made = new LinkedHashMap<>();

    /**
     * @param folder exists; holds nothing else
     * @param encoder of the formats that need a codec
     */
    public ClipFiles(Clip clip, Path folder, ClipEncoder encoder) {
        this.clip = clip;
        this.folder = folder;
        this.encoder = encoder;
    }

    public Clip clip() {
        return clip;
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

    /** A picture that marks nothing. */
    public synchronized EvidenceFile picture() throws IOException {
        return made(PICTURE, "image/png", file -> Files.write(file, Spectrogram.png(clip)));
    }

    /** The picture with a bar above an event, in audio time; the first bar that was asked for stays. */
    synchronized EvidenceFile picture(long onsetMicros, long offsetMicros) throws IOException {
        return made(PICTURE, "image/png", file -> Files.write(file, Spectrogram.png(clip, onsetMicros, offsetMicros)));
    }

    /** The files that were made so far, by name, in that order. */
    synchronized Map<String, EvidenceFile> made() {
        return new LinkedHashMap<>(made);
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

    /** The longest list that a header should hold; the facts of an event have all. */
    private String missing() {
        return clip.missing().stream()
                .limit(MOST_SPANS)
                .map(span -> span.firstSample() + "-" + (span.endSample() - 1) + ";" + span.reason())
                .collect(Collectors.joining(", "));
    }

    @FunctionalInterface
    private interface Maker {
        void make(Path file) throws IOException;
    }
}
