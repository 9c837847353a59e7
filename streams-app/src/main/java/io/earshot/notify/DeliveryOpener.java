package io.earshot.notify;

/** Makes deliveries of some kinds. */
@FunctionalInterface
public interface DeliveryOpener {
    /**
     * Opens the way to a receiver; need not connect yet.
     *
     * @throws ReceiverRefusedException if the receiver cannot be told as it is described, whenever it is tried
     */
    Delivery open(Receiver receiver) throws ReceiverRefusedException;
}
