/**
 * The console, liveness, readiness, metrics, explanations and previews. Read-only: answers come from
 * {@code ServiceStatus} and from two functions.
 */
package io.earshot.http;
