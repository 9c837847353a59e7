package io.earshot.notify.mqtt;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import io.earshot.notify.ReceiverPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/** Makes connections: to allowed addresses only, with a last will, and says "online" at each. */
final class BrokerClients {
    private static final String ONLINE = "online";
    private static final String OFFLINE = "offline";
    private static final int KEEP_ALIVE_SECONDS = 20;

    private final MqttSettings settings;
    private final ReceiverPolicy policy;

    BrokerClients(MqttSettings settings, ReceiverPolicy policy) {
        this.settings = settings;
        this.policy = policy;
    }

    /**
     * Connects to the first of the broker's addresses that takes the connection.
     *
     * @param ended is told of the connection's end, and why
     */
    Session connect(BiConsumer<Mqtt5AsyncClient, String> ended) throws IOException, InterruptedException {
        IOException failure = null;
        for (InetAddress address : addresses()) {
            try {
                return connect(new InetSocketAddress(address, settings.server().port()), ended);
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private List<InetAddress> addresses() throws IOException {
        String host = settings.server().host();
        try {
            return policy.allowed(host, List.of(InetAddress.getAllByName(host)));
        } catch (UnknownHostException e) {
            throw new IOException("there is no host " + host, e);
        }
    }

    private Session connect(InetSocketAddress address, BiConsumer<Mqtt5AsyncClient, String> ended)
            throws IOException, InterruptedException {
        AtomicReference<Mqtt5AsyncClient> self = new AtomicReference<>();
        Mqtt5AsyncClient client = client(address)
                .addDisconnectedListener(context -> ended.accept(self.get(), reason(context)))
                .buildAsync();
        self.set(client);
        Session session = new Session(client, acknowledged(client), settings.ackTimeout());
        try {
            sayOnline(session, client);
            return session;
        } catch (IOException | InterruptedException e) {
            abandon(client);
            throw e;
        }
    }

    private Mqtt5ConnAck acknowledged(Mqtt5AsyncClient client) throws IOException, InterruptedException {
        CompletableFuture<Mqtt5ConnAck> connecting = client.connect(request());
        try {
            return connecting.get(patienceMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(Reasons.of(e.getCause()), e.getCause());
        } catch (TimeoutException | InterruptedException e) {
            // Whenever it connects after all, nobody waits for it.
            var unused = connecting.thenRun(() -> abandon(client));
            if (e instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new IOException(
                    "no connection within " + settings.connectTimeout().toSeconds() + " s", e);
        }
    }

    private static void abandon(Mqtt5AsyncClient client) {
        client.disconnect().exceptionally(failure -> null);
    }

    private long patienceMillis() {
        return settings.connectTimeout().toMillis();
    }

    private Mqtt5ClientBuilder client(InetSocketAddress address) {
        return Mqtt5Client.builder().identifier(settings.clientId()).transportConfig(transport(address));
    }

    /** All in one value: encryption that is asked for in a second step is left out without a word. */
    private MqttClientTransportConfig transport(InetSocketAddress address) {
        MqttClientTransportConfigBuilder transport = MqttClientTransportConfig.builder()
                .serverAddress(address)
                .socketConnectTimeout(patienceMillis(), TimeUnit.MILLISECONDS)
                .mqttConnectTimeout(patienceMillis(), TimeUnit.MILLISECONDS);
        if (settings.trusted().isPresent()) {
            transport = transport.sslConfig(MqttClientSslConfig.builder()
                    .trustManagerFactory(settings.trusted().get())
                    .handshakeTimeout(patienceMillis(), TimeUnit.MILLISECONDS)
                    .build());
        }
        return transport.build();
    }

    private Mqtt5Connect request() {
        Mqtt5ConnectBuilder connect = Mqtt5Connect.builder()
                .cleanStart(true)
                .sessionExpiryInterval(0)
                .keepAlive(KEEP_ALIVE_SECONDS)
                .willPublish()
                .topic(settings.topics().availability())
                .payload(OFFLINE.getBytes(StandardCharsets.UTF_8))
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .applyWillPublish();
        if (!settings.username().isEmpty()) {
            connect = connect.simpleAuth()
                    .username(settings.username())
                    .password(settings.password().getBytes(StandardCharsets.UTF_8))
                    .applySimpleAuth();
        }
        return connect.build();
    }

    /** Said again whenever another process that tells this broker leaves, which would be taken for all. */
    private void sayOnline(Session session, Mqtt5AsyncClient client) throws BrokenException, InterruptedException {
        MqttMessage online = MqttMessage.retained(settings.topics().availability(), ONLINE);
        client.publishes(MqttGlobalPublishFilter.ALL, said -> {
            if (new String(said.getPayloadAsBytes(), StandardCharsets.UTF_8).equals(OFFLINE)) {
                // If the connection breaks meanwhile, the next one says it.
                session.send(online).exceptionally(failure -> null);
            }
        });
        session.publishAll(List.of(online));
        session.subscribe(settings.topics().availability());
    }

    private static String reason(MqttClientDisconnectedContext context) {
        return Reasons.of(context.getCause());
    }
}
