package io.earshot.notify.http;

import java.util.Map;

/**
 * A request that tells a receiver.
 *
 * @param headers besides those of HTTP itself; may hold secrets
 * @param json body, in UTF-8
 */
public record HttpPost(Map<String, String> headers, byte[] json) {}
