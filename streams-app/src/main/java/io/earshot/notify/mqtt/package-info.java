/**
 * Tells receivers by MQTT 5. Each event is published with quality of service 1 and counts as delivered when the broker has
 * acknowledged it, one after the other; what was under way when a connection broke is tried again by those who asked.
 */
package io.earshot.notify.mqtt;
