package io.earshot.model;

/**
 * A manifest's description of its model.
 *
 * @param name the bundle's, equal to its folder's
 * @param version of the model
 * @param licence of its weights
 * @param description what it is
 * @param trainingJson data, licences, commands, date; JSON of any shape
 * @param qualityJson measured numbers and the commands that give them; JSON of any shape
 */
public record ModelPassport(
        String name, String version, String licence, String description, String trainingJson, String qualityJson) {}
