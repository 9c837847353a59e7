package io.earshot.cli;

import io.earshot.query.KeptEvidence;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Says what is kept of a query's events. */
final class EvidenceOption {
    private static final String NOTHING = "none";

    @Option(
            names = "--keep-evidence",
            arity = "0..1",
            fallbackValue = "flac",
            paramLabel = "WHAT",
            description =
                    "Keeps the sound of each event, a picture and facts when it closes: flac,opus,wav,pre=2s,post=2s,days=30,count=0,bytes=0"
                            + " (given without a value: flac, the rest as here; 0: no limit); none: nothing. Needs the setting evidence.store.")
    private String evidence;

    /**
     * What was given: what is to be kept, or that nothing is.
     *
     * @throws WrongUseException if it is malformed
     */
    Optional<Optional<KeptEvidence>> given() {
        if (evidence == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(evidence.equals(NOTHING) ? Optional.empty() : Optional.of(KeptEvidence.parse(evidence)));
        } catch (IllegalArgumentException e) {
            throw new WrongUseException("--keep-evidence: " + e.getMessage());
        }
    }
}
