/**
 * Attacks on a whole installation: brokers, services, players and readers as processes of their own, troubles by a seed, and
 * planted sounds that must all be heard, each once. CONTRIBUTING.md says how to run it.
 */
package io.earshot.chaos;
