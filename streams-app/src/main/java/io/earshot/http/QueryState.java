package io.earshot.http;

/** Whether a query is matched. */
public enum QueryState {
    /** This process matches it. */
    REGISTERED,
    /** It is written, and will be matched or refused soon. */
    PENDING,
    /** It cannot be matched; its errors say why. */
    REFUSED,
    /** It is kept and not matched. */
    DISABLED,
    /** It is matched although no topic has it any more: the topic lost it, or it was removed while another model ran. */
    LEFT_OVER,
    /** This process matches nothing, and does not know. */
    UNKNOWN
}
