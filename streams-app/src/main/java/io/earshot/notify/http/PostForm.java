package io.earshot.notify.http;

import io.earshot.notify.Notification;

/** Makes the request that tells a receiver of a notification. */
@FunctionalInterface
public interface PostForm {
    HttpPost of(Notification notification);
}
