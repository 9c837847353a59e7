package io.earshot.notify;

import java.util.List;
import java.util.UUID;

/** Tells a receiver that it can be told. */
public final class ReceiverTrial {
    private ReceiverTrial() {}

    /** Once, now; returns within a bounded time. */
    public static Outcome tell(Receiver receiver, DeliveryOpener opener) throws InterruptedException {
        try (Delivery delivery = opener.open(receiver)) {
            return delivery.deliver(new Notification("msg_test_" + UUID.randomUUID(), List.of(), "", true));
        } catch (ReceiverRefusedException e) {
            return new Outcome.Refused(String.valueOf(e.getMessage()));
        }
    }
}
