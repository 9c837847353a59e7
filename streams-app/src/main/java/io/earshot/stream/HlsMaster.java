package io.earshot.stream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** A list of variants of a stream, of which one is heard. */
final class HlsMaster {
    private static final Pattern SOUND = Pattern.compile("(?i)(mp4a|mp3|ac-3|ec-3|opus|flac|alac|vorbis)");

    /**
     * A list of segments, and which audio track of them is heard.
     *
     * @param track from 1
     */
    record Choice(HttpUrl list, int track) {}

    /** One of several lists with the same programme. */
    private record Variant(HttpUrl url, long bandwidth, String codecs, String audioGroup) {
        boolean hasSound() {
            return codecs.isEmpty()
                    || !audioGroup.isEmpty()
                    || SOUND.matcher(codecs).find();
        }
    }

    /** Audio that goes with variants. */
    private record Rendition(String group, String uri, boolean isDefault) {}

    private HlsMaster() {}

    static boolean isOne(String text) {
        return text.contains("#EXT-X-STREAM-INF");
    }

    /**
     * Chooses audio alone where there is, else the variant of the least bandwidth.
     *
     * @param track which of several audio tracks is wanted, from 1
     * @throws StreamRefusedException if nothing in it has sound, or there is no such track
     */
    static Choice choose(String text, HttpUrl base, int track) throws StreamRefusedException {
        List<String> lines = text.lines().map(String::strip).toList();
        List<Variant> variants = new ArrayList<>();
        List<Rendition> renditions = new ArrayList<>();
        HlsAttributes stream = null;
        for (String line : lines) {
            if (line.startsWith("#EXT-X-STREAM-INF:")) {
                stream = HlsAttributes.parse(line);
            } else if (line.startsWith("#EXT-X-MEDIA:")) {
                rendition(HlsAttributes.parse(line)).ifPresent(renditions::add);
            } else if (stream != null && !line.isEmpty() && !line.startsWith("#")) {
                add(variants, stream, base.resolve(line));
                stream = null;
            }
        }
        return chosen(variants, renditions, base, track);
    }

    private static void add(List<Variant> variants, HlsAttributes stream, HttpUrl url) {
        if (url != null) {
            variants.add(new Variant(url, stream.number("BANDWIDTH"), stream.get("CODECS"), stream.get("AUDIO")));
        }
    }

    private static Choice chosen(List<Variant> variants, List<Rendition> renditions, HttpUrl base, int track)
            throws StreamRefusedException {
        Variant least = variants.stream()
                .filter(Variant::hasSound)
                .min(Comparator.comparingLong(Variant::bandwidth))
                .orElseThrow(() -> refused("no variant of the HLS stream has sound"));
        List<Rendition> group = renditions.stream()
                .filter(rendition -> rendition.group().equals(least.audioGroup()))
                .sorted(Comparator.comparing(rendition -> !rendition.isDefault()))
                .toList();
        if (group.size() < 2 && track > 1) {
            return new Choice(least.url(), track);
        }
        if (!group.isEmpty() && track > group.size()) {
            throw refused("the HLS stream has no audio track " + track + ", only " + group.size());
        }
        Optional<HttpUrl> alone = group.stream()
                .skip(track - 1L)
                .findFirst()
                .filter(rendition -> !rendition.uri().isEmpty())
                .map(rendition -> base.resolve(rendition.uri()));
        return new Choice(alone.orElse(least.url()), 1);
    }

    private static Optional<Rendition> rendition(HlsAttributes attributes) {
        return attributes.get("TYPE").equals("AUDIO")
                ? Optional.of(new Rendition(
                        attributes.get("GROUP-ID"),
                        attributes.get("URI"),
                        attributes.get("DEFAULT").equals("YES")))
                : Optional.empty();
    }

    private static StreamRefusedException refused(String reason) {
        return new StreamRefusedException(reason, StreamRefusedException.Retry.SLOWLY);
    }
}
