package io.earshot.wire;

/**
 * A schema as a registry has it.
 *
 * @param subject that it is registered under
 * @param version its number in the subject, from 1
 * @param id its number in the registry
 * @param schema JSON
 */
public record RegisteredSchema(String subject, int version, int id, String schema) {}
