/** Sources that Earshot opens by itself: what they are, what may be opened, and how listening to them goes. */
package io.earshot.source;
