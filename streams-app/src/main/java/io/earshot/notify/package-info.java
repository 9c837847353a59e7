/** Who is told of which events, how, and how it is made sure that they were. */
package io.earshot.notify;
