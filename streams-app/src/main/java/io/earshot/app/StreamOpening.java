package io.earshot.app;

import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.decoder.AudioDecoder;
import io.earshot.source.AudioSource;
import io.earshot.source.StreamPolicy;
import io.earshot.stream.AddressOpener;
import io.earshot.stream.LiveStream;
import io.earshot.stream.RecordingFolder;
import io.earshot.stream.StreamOpener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/** Opens live sources by the settings, with a decoder for all of them. */
public final class StreamOpening implements StreamOpener {
    private final AudioDecoder decoder;
    private final AddressOpener addresses;

    private StreamOpening(AudioDecoder decoder, StreamPolicy policy) {
        this.decoder = decoder;
        this.addresses = new AddressOpener(decoder, policy, version());
    }

    /**
     * As a service may that anybody's sources reach: by {@code source.protocols} and the like. The caller closes it.
     *
     * @throws ConfigException if one of these settings cannot be read
     * @throws IOException if the configured ffmpeg does not exist
     */
    public static StreamOpening ofService(EarshotConfig config) throws IOException {
        return new StreamOpening(AudioOpening.decoder(config), policy(config));
    }

    /**
     * As the user may who names the sources on the command line. The caller closes it.
     *
     * @throws IOException if the configured ffmpeg does not exist
     */
    public static StreamOpening ofConsole(EarshotConfig config) throws IOException {
        return new StreamOpening(AudioOpening.decoder(config), StreamPolicy.ofConsole(System.getenv()));
    }

    private static StreamPolicy policy(EarshotConfig config) {
        try {
            return StreamPolicy.ofService(
                    config.string(Settings.SOURCE_PROTOCOLS),
                    config.string(Settings.SOURCE_NETWORKS),
                    config.string(Settings.SOURCE_FOLDERS),
                    config.string(Settings.SOURCE_SECRETS),
                    System.getenv());
        } catch (IllegalArgumentException e) {
            throw new ConfigException("in the settings source.*: " + e.getMessage());
        }
    }

    @Override
    public LiveStream open(AudioSource source) throws IOException, InterruptedException {
        return addresses.open(source);
    }

    @Override
    public Optional<RecordingFolder> recordings(AudioSource source, RecordingFolder.Mark after) throws IOException {
        return addresses.recordings(source, after);
    }

    @Override
    public LiveStream open(AudioSource source, Path recording) throws IOException, InterruptedException {
        return addresses.open(source, recording);
    }

    /** How often decoding had to be started again. */
    public long decoderRestarts() {
        return decoder.restarts();
    }

    @Override
    public void close() throws IOException {
        addresses.close();
        decoder.close();
    }

    private static String version() {
        String version = StreamOpening.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
