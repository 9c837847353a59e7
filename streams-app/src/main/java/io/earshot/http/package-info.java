/**
 * The status page, liveness, readiness, metrics and explanations. It reads what {@code ServiceStatus} and
 * {@code Explanations} tell and changes nothing.
 */
package io.earshot.http;

