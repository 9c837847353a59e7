/**
 * Folders for what may be lost: state that can be read again, sockets, a broker's data in a measurement.
 *
 * <pre>
 * try (ScratchFolder folder = ScratchFolder.make("state")) {
 *     use(folder.path());
 * }
 * </pre>
 *
 * <p>A folder is its owner's alone (0700) and is deleted with all that is in it when it is closed. What a killed process
 * left is deleted by the next one that makes a folder.
 */
package io.earshot.scratch;
