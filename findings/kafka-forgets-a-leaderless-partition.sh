#!/usr/bin/env bash
# Kafka 4.3.1 ends a transaction without telling a partition that has no leader at that moment, and the partition hangs for ever.
#
# The coordinator of a transaction writes a marker to each partition that took part, and only then calls it complete. To find out where
# to send the marker it asks the metadata cache for the partition's leader. Since the cache was rewritten in Java (4.3.0; 4.4.0 is the
# same, 4.2.0 is not) a partition whose broker is away is answered like one of a topic that was deleted, and such partitions are left
# out. The transaction is then CompleteAbort, and the partition, once it is back, keeps it open: its last stable offset stands still, so
# that nobody who reads committed records gets anything behind it, and no Kafka Streams task that restores from it ever starts. The
# producer's next epoch does not help; the marker of a later transaction goes only to the partitions of that transaction.
#
# It needs no exotic cluster: the only broker of an installation, killed with a transaction open and started again, does the same to
# itself, because it looks for timed-out transactions while its partitions are still being given their leaders. Two brokers show it
# each time: the coordinator on one, the partition on the other. kafka-transactions.sh find-hanging knows what this is; it has to be
# asked. Reported upstream as KAFKA-20734, not mended in a release when this was written.
#
# Seen on 2026-11-30 (OpenJDK 17):
#   the coordinator says CompleteAbort
#   committed 0, written 1; 10 s later committed 0, written 1
#   after the end was written by hand: committed 2, written 2
set -euo pipefail
work=$(mktemp -d)
broker=
second=
# shellcheck disable=SC2329 # it is the trap
clean() {
    for pid in $broker $second; do
        kill -9 "$pid" 2> /dev/null || true
    done
    rm -rf "$work"
}
trap clean EXIT

cat > "$work/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>4.3.1</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B -f "$work/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$work/lib"

cat > "$work/Broker.java" <<'JAVA'
import java.io.*;
import java.nio.file.*;
import java.util.*;

/** FOLDER NODE PORT CONTROLLER: node 1 is the controller, too. */
class Broker {
    public static void main(String[] a) throws Exception {
        boolean first = a[1].equals("1");
        Properties p = new Properties();
        p.put("process.roles", first ? "broker,controller" : "broker");
        p.put("node.id", a[1]);
        p.put("controller.quorum.voters", "1@127.0.0.1:" + a[3]);
        p.put("listeners", "IN://127.0.0.1:" + a[2] + (first ? ",CONTROLLER://127.0.0.1:" + a[3] : ""));
        p.put("advertised.listeners", "IN://127.0.0.1:" + a[2]);
        p.put("listener.security.protocol.map", "IN:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.put("controller.listener.names", "CONTROLLER");
        p.put("inter.broker.listener.name", "IN");
        p.put("log.dirs", a[0]);
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            p.put(topic + ".replication.factor", "1");
            p.put(topic + ".num.partitions", "1");
        }
        p.put("transaction.state.log.min.isr", "1");
        p.put("share.coordinator.state.topic.min.isr", "1");
        Files.createDirectories(Path.of(a[0]));
        if (!Files.exists(Path.of(a[0], "meta.properties"))) {
            new org.apache.kafka.metadata.storage.Formatter().setNodeId(Integer.parseInt(a[1]))
                    .setClusterId("ZmluZGluZy1jbHVzdGVyMQ").setDirectories(List.of(a[0])).setMetadataLogDirectory(a[0])
                    .setControllerListenerName("CONTROLLER")
                    .setSupportedFeatures(org.apache.kafka.server.common.Feature.PRODUCTION_FEATURES)
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream())).run();
        }
        var server = new kafka.server.KafkaRaftServer(new kafka.server.KafkaConfig(p, false),
                org.apache.kafka.common.utils.Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
        server.startup();
        Files.writeString(Path.of(a[0] + ".started"), "yes");
        Thread.sleep(180_000);
        Runtime.getRuntime().halt(3);
    }
}
JAVA

cat > "$work/Show.java" <<'JAVA'
import java.nio.file.*;
import java.util.*;
import org.apache.kafka.clients.admin.*;
import org.apache.kafka.clients.producer.*;
import org.apache.kafka.common.*;
import org.apache.kafka.common.serialization.StringSerializer;

/** BOOTSTRAP FOLDER: talks to the shell by files. */
class Show {
    static Path folder;
    static Admin admin;
    static final TopicPartition P = new TopicPartition("t", 0);

    public static void main(String[] a) throws Exception {
        folder = Path.of(a[1]);
        Map<String, Object> c = Map.of("bootstrap.servers", a[0], "transactional.id", "x",
                "key.serializer", StringSerializer.class, "value.serializer", StringSerializer.class);
        try (Producer<String, String> producer = new KafkaProducer<>(c);
                Admin made = Admin.create(Map.of("bootstrap.servers", a[0]))) {
            admin = made;
            producer.initTransactions(); // makes the coordinator's topic on the one broker that is there
            hand("want-second");
            admin.createTopics(Set.of(new NewTopic("t", Map.of(0, List.of(2))))).all().get();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("t", "v")).get();
            hand("want-stop");
            while (admin.describeTopics(Set.of("t")).allTopicNames().get().get("t").partitions().get(0).leader() != null) {
                Thread.sleep(100);
            }
            producer.abortTransaction();
            TransactionState state = TransactionState.PREPARE_ABORT;
            while (state == TransactionState.PREPARE_ABORT) {
                Thread.sleep(100);
                state = admin.describeTransactions(Set.of("x")).description("x").get().state();
            }
            System.out.println("the coordinator says " + state);
            hand("want-second");
            String now = ends();
            Thread.sleep(10_000);
            System.out.println(now + "; 10 s later " + ends());
            boolean hangs = now.equals(ends()) && now.equals("committed 0, written 1");
            ProducerState open = admin.describeProducers(Set.of(P)).partitionResult(P).get().activeProducers().get(0);
            admin.abortTransaction(new AbortTransactionSpec(P, open.producerId(), (short) open.producerEpoch(),
                    open.coordinatorEpoch().orElse(0))).all().get();
            String after = ends();
            System.out.println("after the end was written by hand: " + after);
            if (!hangs || state != TransactionState.COMPLETE_ABORT || !after.equals("committed 2, written 2")) {
                System.out.println("changed");
                System.exit(1);
            }
        }
        System.exit(0);
    }

    static void hand(String wish) throws Exception {
        Path file = folder.resolve(wish);
        Files.writeString(file, "");
        while (Files.exists(file)) {
            Thread.sleep(100);
        }
    }

    static String ends() throws Exception {
        Map<TopicPartition, OffsetSpec> end = Map.of(P, OffsetSpec.latest());
        long committed = admin.listOffsets(end, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .partitionResult(P).get().offset();
        return "committed " + committed + ", written " + admin.listOffsets(end).partitionResult(P).get().offset();
    }
}
JAVA
javac -nowarn -d "$work" -cp "$work/lib/*" "$work/Broker.java" "$work/Show.java" 2> /dev/null
read -r one two controller <<< "$(python3 - <<'PY'
import socket
held = [socket.socket() for _ in range(3)]
for s in held:
    s.bind(("127.0.0.1", 0))
print(*(s.getsockname()[1] for s in held))
PY
)"

start() { # NODE PORT
    rm -f "$work/broker-$1.started"
    java -Xmx256m -cp "$work:$work/lib/*" Broker "$work/broker-$1" "$1" "$2" "$controller" > "$work/broker-$1.log" 2>&1 &
    started=$!
    for _ in $(seq 600); do
        [ -e "$work/broker-$1.started" ] && return
        sleep .1
    done
    echo "a broker did not start" && exit 1
}
start 1 "$one"
broker=$started
timeout 150 java -Xmx128m -cp "$work:$work/lib/*" Show "127.0.0.1:$one" "$work" &
show=$!
while kill -0 $show 2> /dev/null; do
    if [ -e "$work/want-second" ]; then
        start 2 "$two"
        second=$started
        rm "$work/want-second"
    elif [ -e "$work/want-stop" ]; then
        kill "$second" && wait "$second" || true
        rm "$work/want-stop"
    fi
    sleep .1
done
wait $show
