package io.earshot.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Kafka clients' warnings of brokers that do not answer. A command that ends says so itself, once; a service that runs
 * for months must tell when it happens.
 */
final class BrokerWarnings {
    private BrokerWarnings() {}

    static void show() {
        ((Logger) LoggerFactory.getLogger("org.apache.kafka.clients.NetworkClient")).setLevel(Level.WARN);
    }
}
