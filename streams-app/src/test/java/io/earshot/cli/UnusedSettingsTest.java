package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What does nothing is refused before anything is opened. */
class UnusedSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "tag gone.wav -q rain --bootstrap-servers x:1,--bootstrap-servers does nothing here: tag needs no Kafka",
        "tag gone.wav -q rain --set http.port=1,--set http.port does nothing here: tag needs no Kafka",
        "tag gone.wav -q rain --set kafka.security.protocol=SSL,--set kafka.security.protocol does nothing here",
        "eval gone --bootstrap-servers x:1,--bootstrap-servers does nothing here: eval needs no Kafka",
        "demo --audio gone --bootstrap-servers x:1,--bootstrap-servers does nothing here: this command starts a broker",
        "demo --audio gone --set topic.partitions=3,--set topic.partitions does nothing here: this command starts a broker",
        "tag gone.wav -q rain --set model.dir=nowhere,gone.wav: no such file",
        "demo --audio gone --set http.port=0,gone is not a folder",
        "demo --broker-port 65536,--broker-port 65536 must lie between 0 and 65535",
    })
    void shouldBeRefused(String command, String message) {
        StringWriter err = new StringWriter();
        int code =
                EarshotCommand.commandLine().setErr(new PrintWriter(err, true)).execute(command.split(" "));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().startsWith("earshot: " + message);
    }
}
