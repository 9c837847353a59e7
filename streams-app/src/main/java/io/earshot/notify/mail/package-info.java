/**
 * Tells receivers by mail. Never unencrypted unless that is asked for; every wait has an end; an address that has a mail does
 * not get it again when others are tried again.
 */
package io.earshot.notify.mail;
