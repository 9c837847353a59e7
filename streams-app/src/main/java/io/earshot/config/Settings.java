package io.earshot.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** Every setting: key, doc with unit, default, range. */
public final class Settings {
    /** Keys that begin with this go to the Kafka clients, without it. */
    public static final String KAFKA_PREFIX = "kafka.";

    public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    public static final String APPLICATION_ID = "application.id";
    public static final String TOPIC_PREFIX = "topic.prefix";
    static final String DEFAULT_APPLICATION = "earshot";
    static final String DEFAULT_PREFIX = "earshot.";
    public static final String TOPIC_PARTITIONS = "topic.partitions";
    public static final String TOPIC_REPLICATION = "topic.replication.factor";
    public static final String MODEL_DIR = "model.dir";
    public static final String PROVIDER = "model.provider";
    public static final String STATE_DIR = "state.dir";
    public static final String STREAM_THREADS = "stream.threads";
    public static final String COMMIT_INTERVAL_MS = "commit.interval.ms";
    public static final String FFMPEG = "ffmpeg.executable";
    public static final String STALL_SECONDS = "stall.seconds";
    public static final String SOURCE_AUDIO_MINUTES = "source.audio.minutes";
    public static final String SOURCE_CURSOR_DAYS = "source.cursor.days";
    public static final String SOURCE_RATE_MOST = "source.rate.most";
    public static final String SOURCE_PROTOCOLS = "source.protocols";
    public static final String SOURCE_NETWORKS = "source.networks";
    public static final String SOURCE_FOLDERS = "source.folders";
    public static final String SOURCE_SECRETS = "source.secrets";
    public static final String NOTIFY_NETWORKS = "notify.networks";
    public static final String NOTIFY_SECRETS = "notify.secrets";
    public static final String CALIBRATION_SOURCES = "calibration.sources";
    public static final String CALIBRATION_EPOCH_MINUTES = "calibration.epoch.minutes";
    public static final String HTTP_HOST = "http.host";
    public static final String HTTP_PORT = "http.port";
    public static final String HTTP_PROBE_PORT = "http.probe.port";
    public static final String HTTP_KEYS = "http.keys";
    public static final String HTTP_KEYS_FILE = "http.keys.file";
    public static final String HTTP_OPEN_READING = "http.open.reading";
    public static final String HTTP_NAMES = "http.names";
    public static final String HTTP_PUBLIC_URL = "http.public.url";
    public static final String EVIDENCE_STORE = "evidence.store";
    public static final String EVIDENCE_S3_ENDPOINT = "evidence.s3.endpoint";
    public static final String EVIDENCE_S3_REGION = "evidence.s3.region";
    public static final String EVIDENCE_S3_PATH_STYLE = "evidence.s3.path.style";
    public static final String EVIDENCE_MAX_SECONDS = "evidence.max.seconds";
    public static final String HTTP_STREAMS = "http.streams";
    public static final String REGISTRY_URL = "schema.registry.url";
    public static final String REGISTRY_USER_INFO = "schema.registry.basic.auth.user.info";
    public static final String REGISTRY_TOKEN = "schema.registry.bearer.token";
    public static final String REGISTRY_AUTO_REGISTER = "schema.registry.auto.register";
    public static final String SERIALIZER_CLASS = "value.serializer.class";
    public static final String DESERIALIZER_CLASS = "value.deserializer.class";

    /** The keys of the wire format. */
    static final List<String> WIRE = List.of(
            REGISTRY_URL,
            REGISTRY_USER_INFO,
            REGISTRY_TOKEN,
            REGISTRY_AUTO_REGISTER,
            SERIALIZER_CLASS,
            DESERIALIZER_CLASS);

    /** Keys, types, defaults, ranges and docs; the table in docs/configuration.md is generated from it. */
    public static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    BOOTSTRAP_SERVERS,
                    ConfigDef.Type.STRING,
                    "127.0.0.1:9092",
                    new NonEmptyString(),
                    HIGH,
                    "Kafka brokers, host:port, comma-separated.")
            .define(
                    APPLICATION_ID,
                    ConfigDef.Type.STRING,
                    DEFAULT_APPLICATION,
                    new NonEmptyString(),
                    HIGH,
                    "Names the group of processes that share the sources, and the internal topics. With another topic.prefix"
                            + " the default begins with it, so that two installations of a cluster are two groups.")
            .define(
                    TOPIC_PREFIX,
                    ConfigDef.Type.STRING,
                    DEFAULT_PREFIX,
                    new TopicPrefix(),
                    HIGH,
                    "Begins the name of each topic.")
            .define(
                    TOPIC_PARTITIONS,
                    ConfigDef.Type.INT,
                    16,
                    between(1, 10_000),
                    MEDIUM,
                    "Partitions of the topics that are keyed by source, when they are made; not changed later.")
            .define(
                    TOPIC_REPLICATION,
                    ConfigDef.Type.INT,
                    -1,
                    between(-1, 100),
                    MEDIUM,
                    "Copies of each topic, when it is made; -1: the broker's default.")
            .define(
                    MODEL_DIR,
                    ConfigDef.Type.STRING,
                    "",
                    null,
                    HIGH,
                    "Folder of the model bundle; empty: the bundle that ships with Earshot.")
            .define(
                    PROVIDER,
                    ConfigDef.Type.STRING,
                    "cpu",
                    ValidString.in("cpu", "cuda"),
                    LOW,
                    "What runs the encoders; cuda needs a build with -Pgpu and CUDA 12.")
            .define(
                    STATE_DIR,
                    ConfigDef.Type.STRING,
                    "",
                    null,
                    MEDIUM,
                    "Folder of local state, one for each process; empty: made at start, deleted at the end. It can be lost: Kafka has it.")
            .define(
                    STREAM_THREADS,
                    ConfigDef.Type.INT,
                    0,
                    between(0, 1024),
                    MEDIUM,
                    "Threads that tag audio; 0: as many as processors. Each runs the encoder on one processor.")
            .define(
                    COMMIT_INTERVAL_MS,
                    ConfigDef.Type.INT,
                    100,
                    between(10, 60_000),
                    LOW,
                    "Milliseconds between commits: the least delay of an event for readers of committed records.")
            .define(
                    FFMPEG,
                    ConfigDef.Type.STRING,
                    "",
                    null,
                    LOW,
                    "Path of an ffmpeg that decodes audio files, a process each; empty: the libraries that come with Earshot, one process for all.")
            .define(
                    STALL_SECONDS,
                    ConfigDef.Type.INT,
                    10,
                    between(2, 3600),
                    MEDIUM,
                    "Seconds without a chunk after which a source's events are closed as stream_lost.")
            .define(
                    SOURCE_AUDIO_MINUTES,
                    ConfigDef.Type.INT,
                    10,
                    between(1, 1440),
                    LOW,
                    "Minutes of silence after which what waits of a source's audio for the next segment is given up; not less than"
                            + " stall.seconds.")
            .define(
                    SOURCE_CURSOR_DAYS,
                    ConfigDef.Type.INT,
                    7,
                    between(1, 365),
                    LOW,
                    "Days of silence after which a source is forgotten: chunks that it sent before are not recognised any more.")
            .define(
                    SOURCE_RATE_MOST,
                    ConfigDef.Type.INT,
                    0,
                    between(0, 10_000),
                    LOW,
                    "Seconds of audio that a source may send a second, a minute of that at once; what is above is rejected, so that it"
                            + " does not hold up other sources. 0: any.")
            .define(
                    SOURCE_PROTOCOLS,
                    ConfigDef.Type.STRING,
                    "http,https,rtsp,rtsps,rtmp,rtmps,srt,udp,rtp,file",
                    null,
                    MEDIUM,
                    "Protocols by which sources are opened, comma-separated; mic: sound cards of this machine.")
            .define(
                    SOURCE_NETWORKS,
                    ConfigDef.Type.STRING,
                    "any",
                    null,
                    MEDIUM,
                    "Networks that sources may come from, comma-separated: any, public, private, loopback, 10.0.0.0/8. Link-local"
                            + " and cloud metadata addresses have to be named as networks.")
            .define(
                    SOURCE_FOLDERS,
                    ConfigDef.Type.STRING,
                    "",
                    null,
                    MEDIUM,
                    "Folders below which sources may be files and folders, comma-separated; empty: none.")
            .define(
                    SOURCE_SECRETS,
                    ConfigDef.Type.STRING,
                    "SOURCE_*,/run/secrets",
                    null,
                    MEDIUM,
                    "What addresses of sources may refer to as secrets, comma-separated: names of environment variables, which may"
                            + " end in *, and folders.")
            .define(
                    NOTIFY_NETWORKS,
                    ConfigDef.Type.STRING,
                    "public",
                    null,
                    MEDIUM,
                    "Networks that receivers of notifications may be in, as in source.networks.")
            .define(
                    NOTIFY_SECRETS,
                    ConfigDef.Type.STRING,
                    "NOTIFY_*,/run/secrets",
                    null,
                    MEDIUM,
                    "What receivers may refer to as secrets, as in source.secrets.")
            .define(
                    CALIBRATION_SOURCES,
                    ConfigDef.Type.INT,
                    32,
                    between(0, 10_000),
                    MEDIUM,
                    "Most sources of a partition whose background is kept, 5 MB each; 0: queries are not fitted to sources.")
            .define(
                    CALIBRATION_EPOCH_MINUTES,
                    ConfigDef.Type.INT,
                    10,
                    between(1, 1440),
                    LOW,
                    "Minutes of a source's audio after which its queries are fitted to it again; up to 6 times that once much was heard.")
            .define(
                    HTTP_HOST,
                    ConfigDef.Type.STRING,
                    "127.0.0.1",
                    new NonEmptyString(),
                    MEDIUM,
                    "Address of the console, the probes and the metrics.")
            .define(HTTP_PORT, ConfigDef.Type.INT, 8080, between(0, 65_535), MEDIUM, "Their port; 0: a free one.")
            .define(
                    HTTP_PROBE_PORT,
                    ConfigDef.Type.INT,
                    -1,
                    between(-1, 65_535),
                    LOW,
                    "Port of probes and metrics alone, with connections and threads of their own, so that no reader of the console"
                            + " can hold them up; 0: a free one, -1: they are answered on http.port only.")
            .define(
                    HTTP_KEYS_FILE,
                    ConfigDef.Type.STRING,
                    "",
                    null,
                    MEDIUM,
                    "File of the API's keys, a line each: NAME ROLE KEY; read again when it changes. Without keys everything is"
                            + " allowed on a loopback address, and only reading on others.")
            .define(
                    HTTP_KEYS,
                    ConfigDef.Type.PASSWORD,
                    "",
                    null,
                    MEDIUM,
                    "Keys of the API as such, comma-separated; for the environment.")
            .define(
                    HTTP_OPEN_READING,
                    ConfigDef.Type.BOOLEAN,
                    false,
                    null,
                    MEDIUM,
                    "Whether reading needs no key where there are keys.")
            .define(
                    HTTP_NAMES,
                    ConfigDef.Type.STRING,
                    "",
                    null,
                    LOW,
                    "Further host names by which a loopback address is asked for, comma-separated; for a proxy before it.")
            .define(
                    HTTP_PUBLIC_URL,
                    ConfigDef.Type.STRING,
                    "",
                    null,
                    LOW,
                    "Address under which people reach the service, for links in messages: https://earshot.example; empty: no links.")
            .define(
                    EVIDENCE_STORE,
                    ConfigDef.Type.STRING,
                    "",
                    null,
                    MEDIUM,
                    "Where the sound of events is kept for queries that ask for it: a folder, or s3://bucket/prefix; empty: nowhere.")
            .define(
                    EVIDENCE_S3_ENDPOINT,
                    ConfigDef.Type.STRING,
                    "",
                    null,
                    LOW,
                    "Address of a store that speaks S3, for example http://127.0.0.1:9000; empty: Amazon's.")
            .define(
                    EVIDENCE_S3_REGION,
                    ConfigDef.Type.STRING,
                    "",
                    null,
                    LOW,
                    "Region of the bucket; empty: as the environment says, us-east-1 with an own endpoint.")
            .define(
                    EVIDENCE_S3_PATH_STYLE,
                    ConfigDef.Type.STRING,
                    "auto",
                    ValidString.in("auto", "true", "false"),
                    LOW,
                    "Whether the bucket stands in the path and not in the host name; auto: with an own endpoint.")
            .define(
                    EVIDENCE_MAX_SECONDS,
                    ConfigDef.Type.INT,
                    300,
                    between(1, 3_600),
                    LOW,
                    "Longest clip of an event, in seconds; a longer event's clip holds its beginning.")
            .define(
                    HTTP_STREAMS,
                    ConfigDef.Type.INT,
                    256,
                    between(1, 10_000),
                    LOW,
                    "Most listeners to /api/events/stream at a time, and to /api/live; others are asked to come back.")
            .define(
                    REGISTRY_URL,
                    ConfigDef.Type.STRING,
                    "",
                    null,
                    MEDIUM,
                    "Schema registry (Confluent's REST API), comma-separated; empty: Avro single-object encoding.")
            .define(REGISTRY_USER_INFO, ConfigDef.Type.PASSWORD, "", null, LOW, "user:password for the registry.")
            .define(REGISTRY_TOKEN, ConfigDef.Type.PASSWORD, "", null, LOW, "Bearer token for the registry.")
            .define(
                    REGISTRY_AUTO_REGISTER,
                    ConfigDef.Type.BOOLEAN,
                    true,
                    null,
                    LOW,
                    "Whether schemas are registered when they are first written.")
            .define(
                    SERIALIZER_CLASS,
                    ConfigDef.Type.STRING,
                    "",
                    null,
                    LOW,
                    "Class of another Avro serializer, for example Confluent's (build with -Pconfluent; untested).")
            .define(
                    DESERIALIZER_CLASS,
                    ConfigDef.Type.STRING,
                    "",
                    null,
                    LOW,
                    "Class of the deserializer that goes with it.");

    private Settings() {}

    /** Kafka's own rule for topic names. */
    private static final class TopicPrefix implements ConfigDef.Validator {
        @Override
        public void ensureValid(String name, Object value) {
            if (!value.toString().matches("[a-zA-Z0-9._-]{0,100}")) {
                throw new org.apache.kafka.common.config.ConfigException(
                        name, value, "only letters, digits, '.', '_' and '-', at most 100");
            }
        }

        @Override
        public String toString() {
            return "[a-zA-Z0-9._-]{0,100}";
        }
    }
}
