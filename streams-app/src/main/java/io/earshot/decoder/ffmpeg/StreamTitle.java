package io.earshot.decoder.ffmpeg;

import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;

/** What a stream's metadata say that it plays. */
final class StreamTitle {
    private static final int MOST_CHARS = 1_024;

    private StreamTitle() {}

    /** Icecast's title as it was sent, else the artist and the title of an Ogg's comments. */
    static Optional<String> of(AVDictionary metadata) {
        Optional<String> title = value(metadata, "StreamTitle");
        if (title.isPresent()) {
            return title;
        }
        Optional<String> artist = value(metadata, "artist");
        return value(metadata, "title")
                .map(name -> artist.map(by -> by + " - " + name).orElse(name));
    }

    /** The title that a later link of a chained Ogg begins with; it comes with its first packet. */
    static Optional<String> of(AVPacket packet) {
        try (SizeTPointer size = new SizeTPointer(1)) {
            BytePointer comments =
                    avcodec.av_packet_get_side_data(packet, avcodec.AV_PKT_DATA_METADATA_UPDATE, size.put(0));
            if (comments == null || comments.isNull()) {
                return Optional.empty();
            }
            AVDictionary metadata = new AVDictionary(null);
            avcodec.av_packet_unpack_dictionary(comments, size.get(), metadata);
            Optional<String> title = of(metadata);
            avutil.av_dict_free(metadata);
            return title;
        }
    }

    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    private static Optional<String> value(AVDictionary metadata, String key) {
        AVDictionaryEntry entry = metadata == null ? null : avutil.av_dict_get(metadata, key, null, 0);
        return Optional.ofNullable(entry)
                .map(found -> printable(found.value().getString()))
                .map(text -> text.substring(0, Math.min(text.length(), MOST_CHARS)))
                .filter(text -> !text.isBlank());
    }
}
