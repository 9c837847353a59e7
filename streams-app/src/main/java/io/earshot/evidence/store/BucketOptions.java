package io.earshot.evidence.store;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a bucket is. Who may use it comes from the SDK's own chain: environment, profile, role.
 *
 * @param bucket its name
 * @param prefix begins each key; empty, or ends with a slash
 * @param endpoint of a store other than Amazon's
 * @param region as the store names it; empty: the chain's, {@code us-east-1} for an own endpoint
 * @param pathStyle whether the bucket stands in the path, not in the host name
 */
public record BucketOptions(
        String bucket, String prefix, Optional<URI> endpoint, Optional<String> region, boolean pathStyle) {
    private static final Pattern PLACE = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([\\w./-]*))?");

    /** Whether a place is a bucket. */
    public static boolean names(String place) {
        return place.startsWith("s3:");
    }

    /**
     * @param place {@code s3://BUCKET/PREFIX}
     * @throws IllegalArgumentException if it is none
     */
    public static BucketOptions of(String place, Optional<URI> endpoint, Optional<String> region, boolean pathStyle) {
        Matcher parts = PLACE.matcher(place);
        String path = parts.matches() && parts.group(2) != null ? parts.group(2) : "";
        if (!parts.matches() || path.contains("..") || path.startsWith("/") || path.contains("//")) {
            throw new IllegalArgumentException("not a place of the form s3://BUCKET/PREFIX: " + place);
        }
        String prefix = path.isEmpty() || path.endsWith("/") ? path : path + "/";
        return new BucketOptions(parts.group(1), prefix, endpoint, region, pathStyle);
    }
}
