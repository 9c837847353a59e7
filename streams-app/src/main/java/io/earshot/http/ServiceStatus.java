package io.earshot.http;

import java.util.List;

/** The state of the service for the page and the probes. Answers come from memory, at once. */
public interface ServiceStatus {
    /** Whether the process works or may still come to work; false: restart it. */
    boolean live();

    /** Whether audio is tagged and every registered query is matched. */
    boolean ready();

    /** The state of the service in a few words. */
    String state();

    /** What this process does: all, ingest or tag. */
    String role();

    /** The options of a command line that reaches this service's topics, word by word. */
    List<String> commandOptions();

    ModelView model();

    /** How many queries there are. */
    int queryCount();

    /** How many sources there are. */
    int sourceCount();

    /** What this process measures of itself. */
    StatusFigures figures();

    /**
     * The model in use.
     *
     * @param name of the bundle
     * @param version of the bundle
     * @param digest SHA-256 of its manifest, hex
     * @param licence of its weights
     */
    record ModelView(String name, String version, String digest, String licence) {}
}
