/** The status page, liveness, readiness and metrics. It reads what {@code ServiceStatus} tells and changes nothing. */
package io.earshot.http;
