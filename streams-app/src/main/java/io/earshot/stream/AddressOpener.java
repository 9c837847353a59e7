package io.earshot.stream;

import io.earshot.audio.InvalidAudioException;
import io.earshot.decoder.AudioDecoder;
import io.earshot.source.AudioSource;
import io.earshot.source.NotAllowedException;
import io.earshot.source.Protocol;
import io.earshot.source.StreamAddress;
import io.earshot.source.StreamPolicy;
import io.earshot.stream.StreamRefusedException.Retry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Opens any address that the policy allows. */
public final class AddressOpener implements StreamOpener {
    private static final Duration OPEN_LIMIT = Duration.ofSeconds(30);
    private static final Duration QUIET_LIMIT = Duration.ofSeconds(15);
    /** How long a file in a watched folder has to stay as it is until it counts as finished. */
    private static final Duration SETTLED = Duration.ofSeconds(3);

    private final StreamPolicy policy;
    private final Duration openLimit;
    private final HttpAccess http;
    private final HttpStreams streams;
    private final FfmpegStreams ffmpeg;
    private final LocalStreams local;
    private final Set<Opening> openings = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param decoder stays its owner's to close
     * @param version of the program, for servers' logs
     */
    public AddressOpener(AudioDecoder decoder, StreamPolicy policy, String version) {
        this(decoder, policy, version, OPEN_LIMIT, QUIET_LIMIT);
    }

    /**
     * @param openLimit how long an address may take until its first sample
     * @param quiet how long a server may say nothing before its connection counts as dead
     */
    AddressOpener(AudioDecoder decoder, StreamPolicy policy, String version, Duration openLimit, Duration quiet) {
        String userAgent = "Earshot/" + version;
        this.policy = policy;
        this.openLimit = openLimit;
        this.http = new HttpAccess(policy, userAgent, quiet);
        this.ffmpeg = new FfmpegStreams(decoder, policy, userAgent);
        this.streams = new HttpStreams(http, decoder, this::dispatch, ffmpeg::openManifest);
        this.local = new LocalStreams(decoder, policy);
    }

    @Override
    public LiveStream open(AudioSource source) throws IOException, InterruptedException {
        return await(request(source));
    }

    @Override
    public Optional<RecordingFolder> recordings(AudioSource source, RecordingFolder.Mark after) throws IOException {
        StreamRequest request = request(source);
        if (request.protocol() != Protocol.FILE) {
            return Optional.empty();
        }
        Path folder = LocalStreams.path(request.address().address().path());
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        requireAllowed(request, folder);
        return Optional.of(new RecordingFolder(folder, SETTLED, after, System::nanoTime));
    }

    @Override
    public LiveStream open(AudioSource source, Path recording) throws IOException, InterruptedException {
        StreamRequest request = request(source);
        return await(request.listed(StreamAddress.ofFile(recording.toString())));
    }

    /** Gives up what is being opened; streams that are open stay so. */
    @Override
    public void close() {
        closed = true;
        openings.forEach(opening -> opening.cancel(new IOException("listening ends")));
        http.close();
    }

    private LiveStream await(StreamRequest request) throws IOException, InterruptedException {
        Opening opening = new Opening();
        openings.add(opening);
        try {
            if (closed) {
                throw new IOException("listening has ended");
            }
            return opening.await(cancellation -> dispatch(request, cancellation), openLimit);
        } catch (NotAllowedException e) {
            throw new StreamRefusedException(request.address().redact(e.getMessage()), Retry.NEVER);
        } catch (InvalidAudioException e) {
            throw new StreamRefusedException(request.address().redact(e.getMessage()), Retry.SLOWLY);
        } catch (IOException e) {
            throw Redacted.of(e, request.address()::redact);
        } finally {
            openings.remove(opening);
        }
    }

    private LiveStream dispatch(StreamRequest request, Cancellation cancellation) throws IOException {
        policy.requireProtocol(request.protocol());
        return switch (request.protocol()) {
            case HTTP, HTTPS -> streams.open(request, cancellation);
            case FILE -> local.openFile(request, cancellation);
            case STDIN -> local.openStandardInput(request, cancellation);
            case MIC -> local.openMicrophone(request, cancellation);
            default -> ffmpeg.open(request, cancellation);
        };
    }

    private StreamRequest request(AudioSource source) throws IOException {
        try {
            return StreamRequest.of(source, policy.secrets());
        } catch (IllegalArgumentException e) {
            throw new StreamRefusedException(e.getMessage(), Retry.NEVER);
        } catch (NotAllowedException e) {
            throw new StreamRefusedException(e.getMessage(), Retry.NEVER);
        } catch (StreamRefusedException e) {
            throw e;
        } catch (IOException e) {
            throw new StreamRefusedException(e.getMessage(), Retry.SLOWLY);
        }
    }

    private void requireAllowed(StreamRequest request, Path folder) throws IOException {
        try {
            policy.requireProtocol(request.protocol());
            policy.requireFile(folder);
        } catch (NotAllowedException e) {
            throw new StreamRefusedException(e.getMessage(), Retry.NEVER);
        }
    }
}
