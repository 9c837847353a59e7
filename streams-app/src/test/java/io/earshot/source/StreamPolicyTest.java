package io.earshot.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamPolicyTest {
    @TempDir
    private Path folder;

    /** Numbers are read by the system as addresses, so that no name is looked up. */
    @ParameterizedTest
    @CsvSource({
        "any, 127.0.0.1, true",
        "any, 10.1.2.3, true",
        "any, 203.0.113.9, true",
        "any, 2001:db8::1, true",
        "any, 169.254.1.1, false",
        "any, fe80::1, false",
        "any, ::ffff:169.254.1.1, false",
        "any, 64:ff9b::a9fe:101, false",
        "any, 2002:a9fe:101::1, false",
        "any, 239.1.2.3, false",
        "any, 100.100.100.200, false",
        "'any,169.254.0.0/16', 169.254.1.1, true",
        "public, 203.0.113.9, true",
        "public, 127.0.0.1, false",
        "public, 0.0.0.0, false",
        "public, ::1, false",
        "public, 192.168.1.1, false",
        "public, 172.31.0.1, false",
        "public, 172.32.0.1, true",
        "public, fd12::1, false",
        "public, 64:ff9b::a00:1, false",
        "'10.0.0.0/8,public', 10.255.0.1, true",
        "'10.0.0.0/8,public', 192.168.0.1, false",
        "10.0.0.0/9, 10.127.255.255, true",
        "10.0.0.0/9, 10.128.0.0, false",
        "10.0.0.0/9, 203.0.113.9, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "loopback, 127.9.9.9, true",
        "private, 100.64.0.1, true",
        "private, 127.0.0.1, false",
    })
    void shouldAllowTheNetworksOfTheSetting(String networks, String address, boolean allowed) throws IOException {
        assertThat(policy("http", networks, "").allows(InetAddress.getByName(address), Protocol.HTTP))
                .isEqualTo(allowed);
    }

    /** 127.0.0.1 in other forms that a system or a library may take for it. */
    @ParameterizedTest
    @CsvSource({"2130706433", "127.1", "::ffff:127.0.0.1", "::ffff:7f00:1", "localhost"})
    void shouldSeeThroughOtherFormsOfAnAddress(String host) {
        assertThatThrownBy(() -> policy("http", "public", "").addresses(host, Protocol.HTTP))
                .isInstanceOf(NotAllowedException.class)
                .hasMessage("connections to " + host + " are not allowed (setting source.networks)");
    }

    @Test
    void shouldAllowGroupsOfReceiversForDatagramsOnly() throws IOException {
        InetAddress group = InetAddress.getByName("239.1.2.3");
        assertThat(policy("udp", "any", "").allows(group, Protocol.UDP)).isTrue();
        assertThat(policy("udp", "any", "").allows(group, Protocol.SRT)).isFalse();
    }

    @Test
    void shouldAllowTheProtocolsOfTheSetting() {
        StreamPolicy policy = policy("https, srt", "any", "");
        assertThatCode(() -> policy.requireProtocol(Protocol.SRT)).doesNotThrowAnyException();
        assertThatThrownBy(() -> policy.requireProtocol(Protocol.HTTP))
                .hasMessage("the protocol http is not allowed (setting source.protocols)");
        assertThatThrownBy(() -> policy("http,gopher", "any", ""))
                .hasMessageStartingWith("gopher is none of the protocols http, https");
    }

    @Test
    void shouldHaveTheDefaultsOfTheSettings() {
        Map<String, Object> defaults = Settings.DEFINITION.defaultValues();
        assertThat(defaults)
                .containsEntry(Settings.SOURCE_PROTOCOLS, StreamPolicy.DEFAULT_PROTOCOLS)
                .containsEntry(Settings.SOURCE_NETWORKS, StreamPolicy.DEFAULT_NETWORKS)
                .containsEntry(Settings.SOURCE_SECRETS, StreamPolicy.DEFAULT_SECRETS);
    }

    /** A microphone, and this process's own input, are not for whoever may write a source. */
    @Test
    void shouldKeepAServiceFromWhatIsItsMachinesOwn() {
        StreamPolicy policy = policy(StreamPolicy.DEFAULT_PROTOCOLS, StreamPolicy.DEFAULT_NETWORKS, "");
        for (Protocol own : new Protocol[] {Protocol.MIC, Protocol.STDIN}) {
            assertThatThrownBy(() -> policy.requireProtocol(own)).isInstanceOf(NotAllowedException.class);
        }
        assertThatThrownBy(() -> policy.requireFile(folder))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("source.folders");
    }

    @Test
    void shouldOpenFilesBelowNamedFoldersOnlyAlsoThroughLinks() throws IOException {
        Path allowed = Files.createDirectory(folder.resolve("allowed"));
        Path inside = Files.writeString(allowed.resolve("a.wav"), "x");
        Path outside = Files.writeString(folder.resolve("b.wav"), "x");
        Path link = Files.createSymbolicLink(allowed.resolve("link.wav"), outside);
        StreamPolicy policy = policy("file", "any", allowed.toString());
        assertThatCode(() -> policy.requireFile(inside)).doesNotThrowAnyException();
        for (Path no : new Path[] {outside, link, allowed.resolve("../b.wav"), allowed.resolve("none.wav")}) {
            assertThatThrownBy(() -> policy.requireFile(no)).isInstanceOf(NotAllowedException.class);
        }
    }

    @Test
    void shouldLetTheUserOfACommandOpenWhatHeNames() {
        StreamPolicy policy = StreamPolicy.ofConsole(Map.of());
        assertThatCode(() -> policy.requireProtocol(Protocol.MIC)).doesNotThrowAnyException();
        assertThatCode(() -> policy.requireFile(folder)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/33", "10.0.0", "fd00::/129", "everything"})
    void shouldNameANetworkThatCannotBeRead(String network) {
        assertThatThrownBy(() -> policy("http", network, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(network);
    }

    private static StreamPolicy policy(String protocols, String networks, String folders) {
        return StreamPolicy.ofService(protocols, networks, folders, StreamPolicy.DEFAULT_SECRETS, Map.of());
    }
}
