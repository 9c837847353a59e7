/**
 * Tells Prometheus' Alertmanager, one alert a request: of a batch with one bad alert it keeps the others and answers 400. What
 * lasts is told again before Alertmanager would resolve it by itself.
 */
package io.earshot.notify.alertmanager;
