package io.earshot.wire;

import io.earshot.schema.Absence;
import io.earshot.schema.AbsenceRouting;
import io.earshot.schema.AudioChunk;
import io.earshot.schema.AudioOrigin;
import io.earshot.schema.AudioSource;
import io.earshot.schema.Calibration;
import io.earshot.schema.ChunkKind;
import io.earshot.schema.Coverage;
import io.earshot.schema.CoverageGap;
import io.earshot.schema.DecidedBy;
import io.earshot.schema.EndReason;
import io.earshot.schema.EventPhase;
import io.earshot.schema.Explanation;
import io.earshot.schema.FactorShare;
import io.earshot.schema.GapReason;
import io.earshot.schema.Judgement;
import io.earshot.schema.MatchEvent;
import io.earshot.schema.NearMiss;
import io.earshot.schema.QueryEmbedding;
import io.earshot.schema.QueryEvidence;
import io.earshot.schema.QueryRules;
import io.earshot.schema.QuerySensitivity;
import io.earshot.schema.QuietEnd;
import io.earshot.schema.QuietHours;
import io.earshot.schema.Receiver;
import io.earshot.schema.ReceiverKind;
import io.earshot.schema.ReceiverRoute;
import io.earshot.schema.RejectionRule;
import io.earshot.schema.SampleEncoding;
import io.earshot.schema.SegmentEmbedding;
import io.earshot.schema.SensitivityKind;
import io.earshot.schema.SourceState;
import io.earshot.schema.SourceStatus;
import io.earshot.schema.StandingQuery;
import io.earshot.schema.TextEmbedding;
import io.earshot.schema.Verdict;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/**
 * Which class stands for which named schema. Avro looks classes up by the names that it reads in schemas, and since
 * 1.12 rejects any that is not declared trusted for the whole JVM. Here the lookup is a closed list instead, so nothing
 * has to be set outside, and bytes can never name a class.
 */
final class RecordModel extends SpecificData {
    static final RecordModel INSTANCE = new RecordModel();

    private static final Map<String, Class<?>> CLASSES = Stream.of(
                    Absence.class,
                    AbsenceRouting.class,
                    AudioChunk.class,
                    AudioOrigin.class,
                    AudioSource.class,
                    Calibration.class,
                    ChunkKind.class,
                    Coverage.class,
                    CoverageGap.class,
                    DecidedBy.class,
                    EndReason.class,
                    EventPhase.class,
                    Explanation.class,
                    FactorShare.class,
                    GapReason.class,
                    Judgement.class,
                    MatchEvent.class,
                    NearMiss.class,
                    QueryEmbedding.class,
                    QueryEvidence.class,
                    QueryRules.class,
                    QuietEnd.class,
                    QuietHours.class,
                    Receiver.class,
                    ReceiverKind.class,
                    ReceiverRoute.class,
                    QuerySensitivity.class,
                    RejectionRule.class,
                    SampleEncoding.class,
                    SegmentEmbedding.class,
                    SensitivityKind.class,
                    SourceState.class,
                    SourceStatus.class,
                    StandingQuery.class,
                    TextEmbedding.class,
                    Verdict.class)
            .collect(Collectors.toUnmodifiableMap(Class::getName, Function.identity()));

    private RecordModel() {
        super(RecordModel.class.getClassLoader());
    }

    @Override
    @SuppressWarnings("rawtypes") // the signature is Avro's
    public Class getClass(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> CLASSES.get(schema.getFullName());
            default -> super.getClass(schema);
        };
    }
}
