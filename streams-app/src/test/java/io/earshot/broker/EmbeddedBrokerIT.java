package io.earshot.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
    @TempDir
    private Path folder;

    @Test
    void shouldKeepItsTopicsBetweenRunsAndItsFolderToItself() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder);
                Admin admin = admin(broker)) {
            admin.createTopics(List.of(new NewTopic("kept", Optional.of(1), Optional.empty())))
                    .all()
                    .get();
            assertThatThrownBy(() -> EmbeddedBroker.start(folder))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(folder.toString());
        }
        try (EmbeddedBroker again = EmbeddedBroker.start(folder);
                Admin admin = admin(again)) {
            assertThat(again.bootstrapServers()).startsWith("127.0.0.1:");
            assertThat(admin.listTopics().names().get()).contains("kept");
        }
    }

    @Test
    void shouldSayWhichPortIsTakenAndLeaveItsFolderFree() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedBroker.start(folder, other.getLocalPort()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port " + other.getLocalPort() + ", which the broker is to have, is taken");
        }
        FolderLock.take(folder).close();
    }

    private static Admin admin(EmbeddedBroker broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }
}
