package io.earshot.notify;

/** How a receiver is told. */
public enum ReceiverKind {
    /** A POST after the Standard Webhooks specification. */
    WEBHOOK,
    /** A POST in the form of Slack's incoming webhooks. */
    SLACK,
    /** A POST in the form of Discord's webhooks. */
    DISCORD,
    /** A POST in the form of Microsoft Teams' workflows. */
    TEAMS,
    /** A POST in the form of ntfy. */
    NTFY,
    /** Prometheus Alertmanager's API, version 2. */
    ALERTMANAGER,
    /** An MQTT 5 broker. */
    MQTT,
    /** A mail. */
    MAIL;

    /** Whether the receiver shows which events last, so that it has to know them all. */
    public boolean showsWhatLasts() {
        return this == ALERTMANAGER || this == MQTT;
    }
}
