package io.earshot.evidence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;

/** Against a real server that speaks S3. */
@Timeout(240)
class BucketStoreIT extends EvidenceStoreContract {
    private static final String BUCKET = "clips.of.earshot";
    private static final AtomicInteger PREFIXES = new AtomicInteger();

    @TempDir
    private static Path shared;

    private static S3Server server;

    private final String prefix = "p" + PREFIXES.incrementAndGet();

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(S3Server.jar().isPresent(), "target/peers/s3proxy.jar is not there; mvn verify puts it there");
        System.setProperty("aws.accessKeyId", S3Server.KEY_ID);
        System.setProperty("aws.secretAccessKey", S3Server.SECRET);
        server = S3Server.start(shared, BUCKET);
    }

    @AfterAll
    static void stop() throws IOException {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        if (server != null) {
            server.close();
        }
    }

    @Override
    EvidenceStore store() {
        return at(server.endpoint());
    }

    private BucketStore at(URI endpoint) {
        return at(endpoint, Clock.systemUTC());
    }

    private BucketStore at(URI endpoint, Clock clock) {
        return new BucketStore(
                BucketOptions.of("s3://" + BUCKET + "/" + prefix, Optional.of(endpoint), Optional.empty(), true),
                clock);
    }

    @Test
    void shouldKeepTheBytesOfAFileAndNotTheFramingOfItsUpload() throws IOException {
        try (EvidenceStore store = store()) {
            store.keep(StoreStory.RAIN, StoreStory.files(folder.resolve("new"), 123_457));
        }
        assertThat(server.files(BUCKET).resolve(prefix + "/" + StoreStory.RAIN.path() + "/audio.flac"))
                .hasSize(123_457);
    }

    @Test
    void shouldKeepAfterAStoreThatRefusedForAWhile() throws IOException {
        try (FaultyFront front = new FaultyFront(server.endpoint());
                BucketStore store = at(front.endpoint())) {
            front.refuse(4);
            store.keep(StoreStory.RAIN, StoreStory.files(folder.resolve("new"), 50_000));
            assertThat(store.has(StoreStory.RAIN)).isTrue();
            Path back = folder.resolve("back");
            assertThat(store.read(StoreStory.RAIN, "audio.flac", back)).isTrue();
            assertThat(back).hasSize(50_000);
        }
    }

    @Test
    void shouldSayThatAStoreRefusesAndGoOnLater() throws IOException {
        try (FaultyFront front = new FaultyFront(server.endpoint());
                BucketStore store = at(front.endpoint())) {
            List<Path> files = StoreStory.files(folder.resolve("new"), 50_000);
            front.refuse(Integer.MAX_VALUE);
            assertThatThrownBy(() -> store.keep(StoreStory.RAIN, files))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("503")
                    .hasMessageContaining("s3://" + BUCKET);
            front.refuse(0);
            assertThat(store.has(StoreStory.RAIN)).isFalse();
            store.keep(StoreStory.RAIN, files);
            assertThat(store.list("rain")).hasSize(1);
        }
    }

    @Test
    void shouldRefuseAStoreThatKeepsTheFramingOfUploads() throws IOException {
        try (FaultyFront front = new FaultyFront(server.endpoint());
                BucketStore store = at(front.endpoint())) {
            List<Path> files = StoreStory.files(folder.resolve("new"), 1_000);
            front.tellMoreBytes(86);
            assertThatThrownBy(() -> store.keep(StoreStory.RAIN, files))
                    .hasMessageContaining("kept 1086 bytes of a file of 1000")
                    .hasMessageContaining("aws-chunked");
        }
    }

    @Test
    void shouldSayThatNobodyIsThere() throws IOException {
        FaultyFront front = new FaultyFront(server.endpoint());
        URI nobody = front.endpoint();
        front.close();
        try (BucketStore store = at(nobody)) {
            assertThatThrownBy(() -> store.keep(StoreStory.RAIN, StoreStory.files(folder.resolve("new"), 10)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("s3://" + BUCKET);
        }
    }

    @Test
    void shouldPutTheBucketIntoThePathAndOnlyIdsIntoKeys() throws IOException {
        try (FaultyFront front = new FaultyFront(server.endpoint());
                BucketStore store = at(front.endpoint())) {
            store.keep(SetName.of("a/../b", "../c"), StoreStory.files(folder.resolve("new"), 10));
            assertThat(front.paths())
                    .allMatch(path -> path.matches("[A-Z]+ /" + BUCKET + "/[\\w./-]*"))
                    .noneMatch(path -> path.contains(".."));
            assertThat(front.paths().get(front.paths().size() - 1))
                    .startsWith("PUT")
                    .endsWith("/evidence.json");
        }
    }

    @Test
    void shouldTellThatTheStoresClockDiffers() throws IOException {
        for (long minutes : new long[] {0, 1, 60, -60}) {
            Clock ours = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(minutes));
            try (BucketStore store = at(server.endpoint(), ours)) {
                store.has(StoreStory.RAIN);
                assertThat(store.knowsSkew()).as("%s minutes", minutes).isEqualTo(Math.abs(minutes) > 5);
            }
        }
    }

    @Test
    void shouldNotListWhatOthersPutThere() throws IOException {
        Path foreign = server.files(BUCKET).resolve(prefix + "/rain/holiday.flac");
        try (S3Client others = S3Client.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .serviceConfiguration(
                        S3Configuration.builder().chunkedEncodingEnabled(false).build())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            others.putObject(
                    put -> put.bucket(BUCKET).key(prefix + "/rain/holiday.flac"), RequestBody.fromString("mine"));
        }
        try (EvidenceStore store = store()) {
            store.keep(StoreStory.RAIN, StoreStory.files(folder.resolve("new"), 10));
            assertThat(store.list("rain")).extracting(KeptSet::name).containsExactly(StoreStory.RAIN);
            store.delete(StoreStory.RAIN);
        }
        assertThat(foreign).exists();
        try (Stream<Path> left =
                Files.walk(server.files(BUCKET).resolve(prefix)).filter(Files::isRegularFile)) {
            assertThat(left).containsExactly(foreign);
        }
    }
}
