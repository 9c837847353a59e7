package io.earshot.app;

import io.earshot.cluster.KeptSegments;
import io.earshot.decide.DecisionStages;
import io.earshot.query.LiveQueryTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/** What explanations and previews share: both judge kept audio again. */
abstract class Desk {
    final LoadedModel model;
    final DecisionStages stages;
    final LiveQueryTable queries;
    final KeptSegments kept;

    /** @param stages of live audio */
    Desk(LoadedModel model, DecisionStages stages, LiveQueryTable queries, KeptSegments kept) {
        this.model = model;
        this.stages = stages;
        this.queries = queries;
        this.kept = kept;
    }

    /** Why a registered query is not matched. */
    final String whyUnmatched(String id) {
        List<String> errors = queries.refusals().get(id);
        return errors == null
                ? "no query \"" + id + "\" is matched: it was never added, or is removed or disabled"
                : "query \"" + id + "\" cannot be matched: " + String.join("; ", errors);
    }

    /** @throws UncheckedIOException if a topic cannot be read */
    static <T> T reading(Supplier<T> work) {
        try {
            return work.get();
        } catch (KafkaException e) {
            throw new UncheckedIOException(new IOException("the topics cannot be read: " + e.getMessage(), e));
        }
    }
}
