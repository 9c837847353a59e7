package io.earshot.register;

import io.earshot.calibration.ShippedBackground;
import io.earshot.embedding.Embedding;
import io.earshot.encoder.TextEncoder;
import io.earshot.query.QueryRegistration;
import io.earshot.query.QueryVersion;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import java.util.List;
import java.util.Optional;

/** Encodes queries and fits them to the background. Closes neither the encoder nor anything else. */
public final class QueryRegistrar {
    private final TextEncoder encoder;
    private final ShippedBackground background;

    public QueryRegistrar(TextEncoder encoder, ShippedBackground background) {
        this.encoder = encoder;
        this.background = background;
    }

    /** SHA-256 of the manifest of the model that queries are encoded for, hex. */
    public String modelDigest() {
        return encoder.space().modelDigest();
    }

    /**
     * What becomes of a query; a text that cannot be encoded is a registration with its error.
     *
     * @throws io.earshot.encoder.EncoderException if the encoder is broken
     */
    public QueryRegistration register(StandingQuery query) {
        String digest = modelDigest();
        try {
            Embedding embedding = encoder.encode(query.text());
            RegisteredQuery registered =
                    new RegisteredQuery(query, QueryVersion.of(query), embedding, background.fit(embedding));
            return new QueryRegistration(query.id(), digest, Optional.of(registered), List.of());
        } catch (IllegalArgumentException e) {
            return new QueryRegistration(query.id(), digest, Optional.empty(), List.of(String.valueOf(e.getMessage())));
        }
    }
}
