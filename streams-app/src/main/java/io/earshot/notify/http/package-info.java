/** Tells receivers by HTTP: webhooks, chat rooms and phones. The one room of notifications that speaks it. */
package io.earshot.notify.http;
