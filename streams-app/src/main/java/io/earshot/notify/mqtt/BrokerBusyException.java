package io.earshot.notify.mqtt;

import java.io.IOException;

/** The broker has answered, and takes nothing now. */
final class BrokerBusyException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokerBusyException(String message) {
        super(message);
    }
}
