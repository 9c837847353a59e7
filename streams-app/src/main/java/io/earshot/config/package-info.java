/**
 * The settings: one definition with doc, unit, default and range; a file, the environment and the command line are
 * ways to give them, in that order of precedence (the last wins). What a model needs is never a setting: it comes from
 * the model's manifest.
 */
package io.earshot.config;
