package io.earshot.evidence.store;

import io.earshot.evidence.EvidenceSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Keeps evidence in a bucket. Files go up one by one from disk, the facts last: a set is there when they are. Streams are never
 * sent, because the SDK cannot send one again, and then hides what the store answered.
 */
public final class BucketStore implements EvidenceStore {
    private static final Logger LOG = LoggerFactory.getLogger(BucketStore.class);
    private static final int TRIES = 3;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String DEFAULT_REGION = "us-east-1";

    private final BucketOptions options;
    private final S3Client client;
    private final ClockSkew skew;
    private final AtomicBoolean isProven = new AtomicBoolean();

    /** Opens nothing yet: a store that is away now may be back when something is kept. */
    public BucketStore(BucketOptions options) {
        this(options, Clock.systemUTC());
    }

    /** @param clock of this machine */
    BucketStore(BucketOptions options, Clock clock) {
        this.skew = new ClockSkew(clock);
        this.options = options;
        S3ClientBuilder builder = S3Client.builder()
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(TIMEOUT)
                        .build())
                .overrideConfiguration(override -> override.addExecutionInterceptor(skew)
                        .apiCallTimeout(TIMEOUT.multipliedBy(4))
                        .apiCallAttemptTimeout(TIMEOUT))
                .forcePathStyle(options.pathStyle())
                // Plain uploads: not every store undoes the SDK's chunks, and some refuse their trailer.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .serviceConfiguration(
                        S3Configuration.builder().chunkedEncodingEnabled(false).build());
        options.endpoint().ifPresent(builder::endpointOverride);
        options.region()
                .or(() -> options.endpoint().map(own -> DEFAULT_REGION))
                .ifPresent(region -> builder.region(Region.of(region)));
        this.client = builder.build();
    }

    @Override
    public void keep(SetName name, List<Path> files) throws IOException {
        if (has(name)) {
            return;
        }
        List<Path> factsLast = files.stream()
                .sorted(Comparator.comparing(
                        file -> file.getFileName().toString().equals(EvidenceSet.FACTS)))
                .toList();
        for (Path file : factsLast) {
            String key = key(name, file.getFileName().toString());
            tried(
                    "put " + key,
                    () -> client.putObject(put -> put.bucket(options.bucket()).key(key), RequestBody.fromFile(file)));
            prove(key, Files.size(file));
        }
    }

    /** A store that does not undo the SDK's framing of uploads would keep the framing in the file: its size shows it. */
    private void prove(String key, long bytes) throws IOException {
        if (isProven.get()) {
            return;
        }
        long kept = tried(
                        "head " + key,
                        () -> client.headObject(
                                head -> head.bucket(options.bucket()).key(key)))
                .contentLength();
        if (kept != bytes) {
            throw new IOException(place() + " kept " + kept + " bytes of a file of " + bytes
                    + ": it does not understand uploads in" + " aws-chunked encoding");
        }
        isProven.set(true);
    }

    @Override
    public boolean has(SetName name) throws IOException {
        return tried("head " + name.path(), () -> exists(key(name, EvidenceSet.FACTS)));
    }

    @Override
    public Optional<SetName> find(String eventPart) throws IOException {
        for (String query : queries()) {
            Optional<SetName> name = SetName.ofParts(query, eventPart);
            if (name.isPresent() && has(name.get())) {
                return name;
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean read(SetName name, String file, Path to) throws IOException {
        if (!FILES.contains(file)) {
            return false;
        }
        String key = key(name, file);
        return tried("get " + key, () -> {
            try {
                Files.deleteIfExists(to);
                client.getObject(get -> get.bucket(options.bucket()).key(key), ResponseTransformer.toFile(to));
                return true;
            } catch (NoSuchKeyException e) {
                return false;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @Override
    public List<String> queries() throws IOException {
        return tried(
                "list",
                () -> client
                        .listObjectsV2Paginator(list -> list.bucket(options.bucket())
                                .prefix(options.prefix())
                                .delimiter("/"))
                        .commonPrefixes()
                        .stream()
                        .map(CommonPrefix::prefix)
                        .map(prefix -> prefix.substring(options.prefix().length(), prefix.length() - 1))
                        .filter(SetName::isQuery)
                        .toList());
    }

    @Override
    public List<KeptSet> list(String queryPart) throws IOException {
        String prefix = options.prefix() + queryPart + "/";
        List<S3Object> objects =
                tried(
                        "list " + prefix,
                        () -> client
                                .listObjectsV2Paginator(
                                        list -> list.bucket(options.bucket()).prefix(prefix))
                                .contents()
                                .stream()
                                .toList());
        Map<SetName, Long> bytes = new HashMap<>();
        Map<SetName, Instant> keptAt = new HashMap<>();
        for (S3Object object : objects) {
            String[] parts = object.key().substring(prefix.length()).split("/", -1);
            if (parts.length != 2 || !FILES.contains(parts[1])) {
                continue;
            }
            SetName.ofParts(queryPart, parts[0]).ifPresent(name -> {
                bytes.merge(name, object.size(), Long::sum);
                if (parts[1].equals(EvidenceSet.FACTS)) {
                    keptAt.put(name, object.lastModified());
                }
            });
        }
        List<KeptSet> sets = new ArrayList<>();
        keptAt.forEach((name, at) -> sets.add(new KeptSet(name, at, bytes.get(name))));
        return sets;
    }

    @Override
    public void delete(SetName name) throws IOException {
        // Without its facts it is no set any more, however the rest goes.
        remove(key(name, EvidenceSet.FACTS));
        Set<String> others = new HashSet<>(FILES);
        others.remove(EvidenceSet.FACTS);
        for (String file : others) {
            remove(key(name, file));
        }
    }

    @Override
    public String place() {
        return "s3://" + options.bucket() + "/" + options.prefix();
    }

    @Override
    public void close() {
        client.close();
    }

    /** Whether the store's clock was found to differ from ours. */
    boolean knowsSkew() {
        return skew.isTold();
    }

    private void remove(String key) throws IOException {
        tried(
                "delete " + key,
                () -> client.deleteObject(
                        delete -> delete.bucket(options.bucket()).key(key)));
    }

    private boolean exists(String key) {
        try {
            client.headObject(head -> head.bucket(options.bucket()).key(key));
            return true;
        } catch (NoSuchKeyException e) {
            return false;
        }
    }

    private String key(SetName name, String file) {
        return options.prefix() + name.path() + "/" + file;
    }

    /** Tries a few times whatever fails: what a store's answer becomes in the SDK is not always one of its own exceptions. */
    private <T> T tried(String what, Supplier<T> work) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (RuntimeException e) {
                if (attempt == TRIES) {
                    throw new IOException(place() + ": " + what + " failed: " + oneLine(e), e);
                }
                LOG.debug("{}: {} failed, try {}: {}", place(), what, attempt, oneLine(e));
            }
        }
    }

    private static String oneLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    }
}
