package io.earshot.app;

import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.notify.Delivery;
import io.earshot.notify.DeliveryOpener;
import io.earshot.notify.Receiver;
import io.earshot.notify.ReceiverKind;
import io.earshot.notify.ReceiverPolicy;
import io.earshot.notify.ReceiverRefusedException;
import io.earshot.notify.alertmanager.AlertmanagerOpener;
import io.earshot.notify.http.HttpDeliveries;
import io.earshot.notify.mail.MailOpener;
import io.earshot.notify.mqtt.MqttOpener;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;

/** What tells receivers, by their kinds. */
public final class Deliveries implements DeliveryOpener {
    private final Map<ReceiverKind, DeliveryOpener> openers = new EnumMap<>(ReceiverKind.class);

    private Deliveries(ReceiverPolicy policy, Clock clock) {
        DeliveryOpener http = new HttpDeliveries(policy, clock);
        openers.put(ReceiverKind.WEBHOOK, http);
        openers.put(ReceiverKind.SLACK, http);
        openers.put(ReceiverKind.DISCORD, http);
        openers.put(ReceiverKind.TEAMS, http);
        openers.put(ReceiverKind.NTFY, http);
        openers.put(ReceiverKind.ALERTMANAGER, new AlertmanagerOpener(policy, clock));
        openers.put(ReceiverKind.MQTT, new MqttOpener(policy));
        openers.put(ReceiverKind.MAIL, new MailOpener(policy));
    }

    /** Those of a program with these settings and this environment. */
    public static Deliveries of(EarshotConfig config, Map<String, String> environment) {
        return new Deliveries(policy(config, environment), Clock.systemUTC());
    }

    private static ReceiverPolicy policy(EarshotConfig config, Map<String, String> environment) {
        return ReceiverPolicy.of(
                config.string(Settings.NOTIFY_NETWORKS), config.string(Settings.NOTIFY_SECRETS), environment);
    }

    @Override
    public Delivery open(Receiver receiver) throws ReceiverRefusedException {
        return openers.get(receiver.kind()).open(receiver);
    }
}
