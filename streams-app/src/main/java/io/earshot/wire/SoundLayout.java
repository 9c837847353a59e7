package io.earshot.wire;

import io.earshot.decide.Candidate;
import io.earshot.decide.NearMiss;
import io.earshot.decide.NearMissLedger;
import io.earshot.decide.OpenSound;
import io.earshot.decide.Peak;
import io.earshot.decide.RejectionRule;
import io.earshot.decide.Rest;
import io.earshot.decide.SoundEdges;
import io.earshot.decide.Subject;
import io.earshot.decide.TokenTrail;
import io.earshot.decide.TrackedSound;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** How what a tracker remembers lies in a store. */
final class SoundLayout {
    private static final int CANDIDATE = 1;
    private static final int OPEN = 2;
    private static final int REST = 3;

    private SoundLayout() {}

    static void write(TrackedSound sound, DataOutputStream out) throws IOException {
        StateWriter values = new StateWriter(out);
        if (sound instanceof Candidate candidate) {
            out.writeByte(CANDIDATE);
            write(candidate, values, out);
        } else if (sound instanceof OpenSound open) {
            out.writeByte(OPEN);
            write(open, values);
        } else if (sound instanceof Rest rest) {
            out.writeByte(REST);
            write(rest, values);
        }
    }

    static TrackedSound read(DataInputStream in) throws IOException {
        StateReader values = new StateReader(in);
        int kind = in.readByte();
        return switch (kind) {
            case CANDIDATE -> readCandidate(values, in);
            case OPEN -> readOpen(values, in);
            case REST -> readRest(values, in);
            default -> throw new IOException("kind " + kind + " of sound is not known");
        };
    }

    static void write(NearMissLedger ledger, DataOutputStream out) throws IOException {
        StateWriter values = new StateWriter(out);
        out.writeLong(ledger.minute());
        out.writeInt(ledger.best().size());
        for (NearMiss miss : ledger.best()) {
            values.text(miss.sourceId());
            values.longs(miss.epochId(), miss.gridIndex(), miss.startMicros(), miss.endMicros());
            write(new Subject(miss.query(), miss.queryVersion(), miss.modelDigest(), miss.point()), values);
            values.doubles(miss.confidence(), miss.score(), miss.missedBy());
            values.text(miss.rejectedBy().name());
            values.text(miss.suggestion());
        }
    }

    static NearMissLedger readLedger(DataInputStream in) throws IOException {
        StateReader values = new StateReader(in);
        return new NearMissLedger(in.readLong(), values.list(() -> readMiss(values, in)));
    }

    private static NearMiss readMiss(StateReader values, DataInputStream in) throws IOException {
        String sourceId = values.text();
        long epochId = in.readLong();
        long gridIndex = in.readLong();
        long start = in.readLong();
        long end = in.readLong();
        Subject subject = readSubject(values);
        double confidence = in.readDouble();
        double score = in.readDouble();
        double missedBy = in.readDouble();
        return new NearMiss(
                sourceId,
                epochId,
                gridIndex,
                subject.query(),
                subject.queryVersion(),
                subject.modelDigest(),
                start,
                end,
                confidence,
                score,
                subject.point(),
                RejectionRule.valueOf(values.text()),
                missedBy,
                values.text());
    }

    private static void write(Candidate candidate, StateWriter values, DataOutputStream out) throws IOException {
        write(candidate.subject(), values);
        values.longs(candidate.epochId(), candidate.startMicros(), candidate.nearToMicros());
        write(candidate.peak(), values);
        values.optional(candidate.negative(), values::text);
        values.longs(candidate.hits());
        out.writeInt(candidate.mostHits());
        out.writeBoolean(candidate.confirmed());
        values.longs(candidate.longestMicros(), candidate.readyMicros());
        write(candidate.edges(), values);
        values.optional(candidate.rest(), rest -> write(rest, values));
    }

    private static Candidate readCandidate(StateReader values, DataInputStream in) throws IOException {
        return new Candidate(
                readSubject(values),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                readPeak(values, in),
                values.optional(values::text),
                in.readLong(),
                in.readInt(),
                in.readBoolean(),
                in.readLong(),
                in.readLong(),
                readEdges(values, in),
                values.optional(() -> readRest(values, in)));
    }

    private static void write(OpenSound open, StateWriter values) throws IOException {
        write(open.subject(), values);
        values.longs(open.epochId(), open.openedAtHop(), open.heardToMicros());
        write(open.peak(), values);
        write(open.edges(), values);
        values.longs(open.told().hopEndMicros(), open.told().onsetMicros());
        values.doubles(open.told().confidence());
    }

    private static OpenSound readOpen(StateReader values, DataInputStream in) throws IOException {
        Subject subject = readSubject(values);
        long epochId = in.readLong();
        long openedAtHop = in.readLong();
        long heardTo = in.readLong();
        Peak peak = readPeak(values, in);
        SoundEdges edges = readEdges(values, in);
        long toldAt = in.readLong();
        long toldOnset = in.readLong();
        OpenSound.Told told = new OpenSound.Told(toldAt, in.readDouble(), toldOnset);
        return new OpenSound(subject, epochId, openedAtHop, peak, edges, heardTo, told);
    }

    private static void write(Rest rest, StateWriter values) throws IOException {
        values.text(rest.queryId());
        values.text(rest.queryVersion());
        values.text(rest.modelDigest());
        values.longs(rest.endMicros(), rest.untilMicros());
    }

    private static Rest readRest(StateReader values, DataInputStream in) throws IOException {
        return new Rest(values.text(), values.text(), values.text(), in.readLong(), in.readLong());
    }

    private static void write(Subject subject, StateWriter values) throws IOException {
        values.query(subject.query());
        values.text(subject.queryVersion());
        values.text(subject.modelDigest());
        values.point(subject.point());
    }

    private static Subject readSubject(StateReader values) throws IOException {
        return new Subject(values.query(), values.text(), values.text(), values.point());
    }

    private static void write(Peak peak, StateWriter values) throws IOException {
        values.longs(peak.gridIndex(), peak.endMicros());
        values.doubles(peak.confidence(), peak.score());
        values.optional(peak.why(), values::explanation);
    }

    private static Peak readPeak(StateReader values, DataInputStream in) throws IOException {
        return new Peak(
                in.readLong(), in.readLong(), in.readDouble(), in.readDouble(), values.optional(values::explanation));
    }

    private static void write(SoundEdges edges, StateWriter values) throws IOException {
        TokenTrail trail = edges.trail();
        values.longs(edges.notBeforeMicros(), trail.startMicros(), trail.tokenMicros(), edges.hopsPlaced());
        values.doubles(trail.scores().stream().map(Float::doubleValue).toList());
        values.longs(edges.onsetMicros(), edges.offsetMicros());
        values.doubles(edges.low(), edges.high());
    }

    private static SoundEdges readEdges(StateReader values, DataInputStream in) throws IOException {
        long notBefore = in.readLong();
        long start = in.readLong();
        long tokenMicros = in.readLong();
        int hopsPlaced = (int) in.readLong();
        TokenTrail trail = new TokenTrail(start, tokenMicros, values.list(() -> (float) in.readDouble()));
        return new SoundEdges(
                notBefore, trail, hopsPlaced, in.readLong(), in.readLong(), in.readDouble(), in.readDouble());
    }
}
