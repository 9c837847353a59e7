/**
 * The status page, liveness, readiness, metrics, explanations and previews. Read-only: answers come from
 * {@code ServiceStatus} and from two functions.
 */
package io.earshot.http;
