/** A real broker in this process, for the demo and the tests: nothing outside the JVM is needed. */
package io.earshot.broker;
