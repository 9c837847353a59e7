package io.earshot.model;

/**
 * What a check of a model found.
 *
 * @param ok whether it is as it should be
 * @param subject what was checked
 * @param detail what was found, on one line
 */
public record Finding(boolean ok, String subject, String detail) {}
