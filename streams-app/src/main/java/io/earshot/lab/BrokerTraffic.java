package io.earshot.lab;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** How many bytes a broker in this process took in, by its own meters. */
final class BrokerTraffic {
    private static final MBeanServer METERS = ManagementFactory.getPlatformMBeanServer();

    private BrokerTraffic() {}

    /** Bytes written to a topic since the broker started; 0 if none were. */
    static long bytesIn(String topic) {
        try {
            ObjectName name = new ObjectName("kafka.server:type=BrokerTopicMetrics,name=BytesInPerSec,topic=" + topic);
            return METERS.isRegistered(name) ? ((Number) METERS.getAttribute(name, "Count")).longValue() : 0;
        } catch (JMException e) {
            throw new IllegalStateException("the broker's meters cannot be read: " + e.getMessage(), e);
        }
    }
}
