package io.earshot.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.cluster.TopicCheck.Difference;
import io.earshot.cluster.TopicCheck.Found;
import io.earshot.topology.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicCheckTest {
    private final Topics topics = new Topics("");

    @Test
    void shouldFindNothingWrongWithWhatItWouldMake() {
        for (Topics.Topic topic : topics.all()) {
            assertThat(differences(topic, 16, Map.of())).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "cleanup.policy,delete",
        "cleanup.policy,'compact,delete'",
        "message.timestamp.type,CreateTime",
    })
    void shouldRefuseATableThatWouldLoseItsRecords(String key, String value) {
        List<Difference> found = differences(topics.queries(), 1, Map.of(key, value));
        assertThat(found).singleElement().matches(Difference::isHarmful);
        assertThat(found.get(0).inWords()).contains("queries.v1", key, value, "needs");
    }

    @Test
    void shouldRefuseATableInSeveralPartitions() {
        assertThat(differences(topics.queries(), 3, Map.of()))
                .singleElement()
                .isEqualTo(new Difference("queries.v1", "partitions", "3", "1", true));
    }

    @ParameterizedTest
    @CsvSource({"cleanup.policy,compact", "max.message.bytes,100000", "message.timestamp.type,CreateTime"})
    void shouldRefuseAStreamThatWouldLoseRecords(String key, String value) {
        assertThat(differences(topics.audioChunks(), 16, Map.of(key, value)))
                .singleElement()
                .matches(Difference::isHarmful);
    }

    /** What an operator changes on purpose, or a setting that was another when the topics were made. */
    @ParameterizedTest
    @CsvSource({"retention.ms,1000", "max.message.bytes,9000000"})
    void shouldTellWhatDoesNoHarm(String key, String value) {
        assertThat(differences(topics.events(), 16, Map.of(key, value)))
                .singleElement()
                .matches(difference -> !difference.isHarmful());
        assertThat(differences(topics.events(), 4, Map.of()))
                .singleElement()
                .matches(difference -> !difference.isHarmful());
    }

    @Test
    void shouldJudgeThePartitionsAloneWhereTheConfigMayNotBeRead() {
        assertThat(TopicCheck.differences(topics.queries(), 1, new Found(1, Map.of())))
                .isEmpty();
    }

    private static List<Difference> differences(Topics.Topic topic, int partitions, Map<String, String> changed) {
        Map<String, String> config = new HashMap<>(topic.config());
        config.put("min.insync.replicas", "2");
        config.putAll(changed);
        int wanted = topic.bySource() ? 16 : 1;
        int found = topic.bySource() || partitions != 16 ? partitions : 1;
        return TopicCheck.differences(topic, wanted, new Found(found, config));
    }
}
