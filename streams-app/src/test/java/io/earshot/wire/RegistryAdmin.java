package io.earshot.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What an operator asks of a registry and Earshot does not. */
final class RegistryAdmin {
    private final RegistryHttp http;

    RegistryAdmin(URI url) {
        http = new RegistryHttp(List.of(url), Optional.empty(), pause -> {}, RegistryHttp.DEFAULT_TIMEOUT);
    }

    /** The newest schema of a subject. */
    RegisteredSchema latest(String subject) {
        JsonNode answer = http.call("GET", RegistryClient.subjectPath(subject) + "/versions/latest", null);
        return new RegisteredSchema(
                subject,
                answer.required("version").asInt(),
                answer.required("id").asInt(),
                answer.required("schema").asText());
    }

    /** Whether the subject's compatibility level lets this schema follow its newest one. */
    boolean isCompatible(String subject, String schema) {
        String path = "/compatibility" + RegistryClient.subjectPath(subject) + "/versions/latest";
        return http.call("POST", path, JsonNodeFactory.instance.objectNode().put("schema", schema))
                .required("is_compatible")
                .asBoolean();
    }

    /** The compatibility level that is in force for a subject, for example FULL_TRANSITIVE. */
    String compatibility(String subject) {
        return http.call("GET", "/config/" + subject + "?defaultToGlobal=true", null)
                .required("compatibilityLevel")
                .asText();
    }

    /** Sets the compatibility level of a subject. */
    void setCompatibility(String subject, String level) {
        http.call(
                "PUT",
                "/config/" + subject,
                JsonNodeFactory.instance.objectNode().put("compatibility", level));
    }
}
