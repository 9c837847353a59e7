package io.earshot.decoder.ffmpeg;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** A container and one of its audio tracks; the others, and pictures, are dropped where they are read. Used by one thread. */
final class MediaContainer implements AutoCloseable {
    /** ISO 639-2's code for a language that nobody named. */
    private static final String UNKNOWN_LANGUAGE = "und";

    private static final int MOST_DESCRIPTION_CHARS = 100;
    private static final int LEAST_PEEKED = 2_048;
    private static final int MOST_PEEKED = 8_192;

    private final DecodeRequest request;
    private final Interruption interruption;
    private final Optional<PeekedBytes> bytes;
    private final Optional<InputCallbacks.Opened> io;
    private final List<AVStream> tracks = new ArrayList<>();
    private AVFormatContext context;
    private AVStream track;
    private int streams;
    private boolean titleRead;

    private MediaContainer(DecodeRequest request, Optional<ReadableByteChannel> bytes, Interruption interruption) {
        this.request = request;
        this.interruption = interruption;
        this.bytes = request.medium() == DecodeRequest.Medium.LIVE ? bytes.map(PeekedBytes::new) : Optional.empty();
        this.io = this.bytes.map(InputCallbacks::open).or(() -> bytes.map(InputCallbacks::open));
    }

    /**
     * Opens a container.
     *
     * @param bytes left open, to be closed after this; none if FFmpeg opens an address
     * @param interruption ends what waits for the network; to be closed after this
     * @throws DecodingException if it has no such audio track
     */
    static MediaContainer open(DecodeRequest request, Optional<ReadableByteChannel> bytes, Interruption interruption)
            throws DecodingException {
        MediaContainer container = new MediaContainer(request, bytes, interruption);
        try {
            container.openContext();
            container.chooseTrack();
            return container;
        } catch (DecodingException | RuntimeException e) {
            container.close();
            throw e;
        }
    }

    /** The track that was asked for. */
    AVStream track() {
        return track;
    }

    /** All audio tracks, a line each, for example {@code "eng, aac, 2 channels"}. */
    String tracks() {
        return tracks.stream()
                .map(MediaContainer::describe)
                .map(text -> text.substring(0, Math.min(text.length(), MOST_DESCRIPTION_CHARS)))
                .collect(Collectors.joining("\n"));
    }

    /** Samples of the result that the container promises, unless FFmpeg only estimates their number. */
    Optional<Long> promisedSamples() {
        boolean estimated = context.duration_estimation_method() != avformat.AVFMT_DURATION_FROM_STREAM;
        if (estimated || track.duration() == avutil.AV_NOPTS_VALUE || track.duration() <= 0) {
            return Optional.empty();
        }
        return Optional.of(avutil.av_rescale(
                track.duration(),
                (long) track.time_base().num() * DecoderMain.DECODED.sampleRateHz(),
                track.time_base().den()));
    }

    /** Whether it says when frames sound; one that only counts them says nothing new. */
    boolean isTimed() {
        return ContainerFormats.isTimed(context.iformat().name().getString());
    }

    /** When a recording begins, seconds; a broadcast begins where it is joined. */
    OptionalDouble start() {
        boolean known = context.start_time() != avutil.AV_NOPTS_VALUE;
        return known && !request.medium().isBroadcast()
                ? OptionalDouble.of((double) context.start_time() / avutil.AV_TIME_BASE)
                : OptionalDouble.empty();
    }

    private boolean isOgg() {
        return context.iformat().name().getString().equals("ogg");
    }

    /**
     * A time stamp in seconds; not a number if there is none. Ogg counts samples, and a later link of a chain may have another
     * rate, which FFmpeg's unit does not follow.
     *
     * @param rateHz of the frame that it belongs to; 0 if that is not decoded yet
     */
    double seconds(long stamp, int rateHz) {
        if (stamp == avutil.AV_NOPTS_VALUE) {
            return Double.NaN;
        }
        boolean counts = rateHz > 0 && isOgg();
        AVRational unit = track.time_base();
        return counts ? (double) stamp / rateHz : (double) stamp * unit.num() / unit.den();
    }

    /**
     * Reads the next packet, of whatever stream.
     *
     * @return 0, or FFmpeg's error
     */
    int read(AVPacket packet) {
        int result = avformat.av_read_frame(context, packet);
        if (context.nb_streams() != streams) {
            discardAllBut(track);
        }
        return result;
    }

    /**
     * What it says that it plays, if that is new with a packet. A file's tags are no news.
     *
     * @param packet the track's next
     */
    Optional<String> news(AVPacket packet) {
        Optional<String> linked = StreamTitle.of(packet);
        if (linked.isPresent()) {
            return linked;
        }
        int updates = (context.event_flags() & AVFormatContext.AVFMT_EVENT_FLAG_METADATA_UPDATED)
                | (track.event_flags() & AVStream.AVSTREAM_EVENT_FLAG_METADATA_UPDATED);
        // FFmpeg 8.0 does not tell the titles of a chained Ogg's later links: better none than the first one for ever.
        boolean first = !titleRead;
        boolean tells = first ? request.medium().isBroadcast() && !isOgg() : updates != 0;
        titleRead = true;
        context.event_flags(context.event_flags() & ~AVFormatContext.AVFMT_EVENT_FLAG_METADATA_UPDATED);
        track.event_flags(track.event_flags() & ~AVStream.AVSTREAM_EVENT_FLAG_METADATA_UPDATED);
        if (!tells) {
            return Optional.empty();
        }
        String title = StreamTitle.of(track.metadata())
                .or(() -> StreamTitle.of(context.metadata()))
                .orElse("");
        return first && title.isEmpty() ? Optional.empty() : Optional.of(title);
    }

    @Override
    public void close() {
        if (context != null) {
            avformat.avformat_close_input(context);
        }
        io.ifPresent(InputCallbacks::free);
    }

    private void openContext() throws DecodingException {
        AVFormatContext opening = avformat.avformat_alloc_context();
        interruption.watch(opening);
        io.ifPresent(opened -> opening.pb(opened.context()));
        AVDictionary options = new AVDictionary(null);
        ContainerFormats.options(request).forEach((name, value) -> avutil.av_dict_set(options, name, value, 0));
        AVInputFormat frames =
                framesWithoutContainer().map(avformat::av_find_input_format).orElse(null);
        // If it fails it frees what is being opened.
        int result = avformat.avformat_open_input(opening, request.location(), frames, options);
        avutil.av_dict_free(options);
        requireOpened(result);
        context = opening;
        requireNoRedirect();
        requireOpened(avformat.avformat_find_stream_info(context, (PointerPointer<?>) null));
    }

    /** The format of a stream of bare frames. It is looked for in a second or two of it. */
    private Optional<String> framesWithoutContainer() throws DecodingException {
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<String> found = Optional.empty();
            for (int count = LEAST_PEEKED; found.isEmpty() && count <= MOST_PEEKED; count *= 2) {
                found = FrameSync.formatOf(bytes.get().peek(count));
            }
            return found;
        } catch (IOException e) {
            throw new DecodingException(DecodingException.UNDECODABLE + " (" + e.getMessage() + ")");
        }
    }

    /** FFmpeg 8.0 cannot be kept from following a redirect over HTTP; what came from elsewhere is not heard. */
    private void requireNoRedirect() throws DecodingException {
        if (request.medium() != DecodeRequest.Medium.ADDRESS
                || !request.location().startsWith("http")) {
            return;
        }
        try (PointerPointer<BytePointer> found = new PointerPointer<>(1);
                BytePointer option = new BytePointer("location")) {
            int result = avutil.av_opt_get(context.pb(), option, avutil.AV_OPT_SEARCH_CHILDREN, found);
            BytePointer location = result < 0 ? null : found.get(BytePointer.class, 0);
            boolean elsewhere = location != null && !location.getString().equals(request.location());
            avutil.av_free(location);
            if (elsewhere) {
                throw new DecodingException(
                        ConnectionFault.OTHER, "the other side answers with another address (a redirect)");
            }
        }
    }

    private void requireOpened(int result) throws DecodingException {
        if (result < 0 && request.medium() == DecodeRequest.Medium.ADDRESS) {
            throw OpeningFailure.of(result, request.location());
        }
        DecodingException.require(result, DecodingException.UNDECODABLE);
    }

    private void chooseTrack() throws DecodingException {
        for (int i = 0; i < context.nb_streams(); i++) {
            AVStream stream = context.streams(i);
            if (stream.codecpar().codec_type() == avutil.AVMEDIA_TYPE_AUDIO) {
                tracks.add(stream);
            }
        }
        if (tracks.isEmpty()) {
            throw new DecodingException(DecodingException.UNDECODABLE + " (it holds no sound)");
        }
        if (request.track() > tracks.size()) {
            throw new DecodingException("has no audio track " + request.track() + ", only " + tracks.size());
        }
        track = tracks.get(request.track() - 1);
        discardAllBut(track);
    }

    private void discardAllBut(AVStream chosen) {
        streams = context.nb_streams();
        for (int i = 0; i < streams; i++) {
            context.streams(i).discard(i == chosen.index() ? avcodec.AVDISCARD_DEFAULT : avcodec.AVDISCARD_ALL);
        }
    }

    private static String describe(AVStream stream) {
        AVDictionaryEntry language = avutil.av_dict_get(stream.metadata(), "language", null, 0);
        String tag = language == null
                ? UNKNOWN_LANGUAGE
                : StreamTitle.printable(language.value().getString());
        String prefix = tag.equals(UNKNOWN_LANGUAGE) ? "" : tag + ", ";
        int channels = stream.codecpar().ch_layout().nb_channels();
        String codec = avcodec.avcodec_get_name(stream.codecpar().codec_id()).getString();
        return String.format(Locale.ROOT, "%s%s, %d channel%s", prefix, codec, channels, channels == 1 ? "" : "s");
    }
}
