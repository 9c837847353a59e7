package io.earshot.cluster;

import io.earshot.source.AudioSource;
import java.util.Collection;

/** The sources that this process is to listen to. Called by one thread. */
public interface HeldSources {
    /** From now on this process has the source, or has it in this form; does not wait for anything. */
    void hold(AudioSource source);

    /** The source does not exist any more; does not wait for anything. */
    void end(String id);

    /** Another process gets these sources; returns when this one has stopped to listen to them. */
    void handOver(Collection<String> ids);
}
