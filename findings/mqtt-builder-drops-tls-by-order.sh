#!/usr/bin/env bash
# HiveMQ's MQTT client leaves TLS out, without a word, when it is asked for in another step than the transport's settings.
#
# The client's builder takes the server and time-outs as one value (transportConfig) and TLS as another (sslConfig). The transport's
# value replaces what stood there before, and what is set behind it is left out as well: in either order the first byte on the wire
# begins an MQTT CONNECT (10) and no TLS handshake (16). Nothing is logged and nothing thrown. TLS is used when it is part of the
# transport's own value, or when no transportConfig is given. Whoever only tests for "connected" does not see it where a broker
# listens to both.
#
# Seen on 2026-11-30 (hivemq-mqtt-client 1.3.5, JDK 17): see the four lines below.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies><dependency>
    <groupId>com.hivemq</groupId><artifactId>hivemq-mqtt-client</artifactId><version>1.3.5</version>
  </dependency></dependencies>
</project>
POM
mvn -q -B -Dmaven.repo.local="$work/m2" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
    -DoutputDirectory="$work/lib" > "$work/log" 2>&1 || { tail -5 "$work/log"; exit 1; }

cat > Finding.java <<'JAVA'
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

public class Finding {
    static final MqttClientSslConfig TLS = MqttClientSslConfig.builder().build();
    static InetSocketAddress address;

    static MqttClientTransportConfig transport(boolean tls) {
        var transport = MqttClientTransportConfig.builder()
                .serverAddress(address).mqttConnectTimeout(30, TimeUnit.SECONDS);
        return (tls ? transport.sslConfig(TLS) : transport).build();
    }

    /** The first byte that a client sends, in hex. */
    static String firstByte(ServerSocket server, Mqtt5ClientBuilder builder) throws Exception {
        var client = builder.identifier("finding").buildAsync();
        client.connect();
        try (Socket socket = server.accept()) {
            socket.setSoTimeout(30_000);
            return Integer.toHexString(socket.getInputStream().read());
        }
    }

    public static void main(String[] arguments) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(30_000);
            address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
            System.out.println("transport, then tls: " + firstByte(server, Mqtt5Client.builder().transportConfig(transport(false)).sslConfig(TLS)));
            System.out.println("tls, then transport: " + firstByte(server, Mqtt5Client.builder().sslConfig(TLS).transportConfig(transport(false))));
            System.out.println("tls in transport: " + firstByte(server, Mqtt5Client.builder().transportConfig(transport(true))));
            System.out.println("address and tls: " + firstByte(server, Mqtt5Client.builder().serverAddress(address).sslConfig(TLS)));
        }
        System.exit(0);
    }
}
JAVA
javac -cp "lib/*" Finding.java
timeout 120 java -cp "lib/*:." Finding 2> errors | tee seen
cat > expected <<'SEEN'
transport, then tls: 10
tls, then transport: 10
tls in transport: 16
address and tls: 16
SEEN
cmp -s seen expected || { tail -3 errors; echo "changed"; exit 1; }
