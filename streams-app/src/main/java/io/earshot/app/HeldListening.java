package io.earshot.app;

import io.earshot.cluster.HeldSources;
import io.earshot.listen.SourceListening;
import io.earshot.listen.SourceListening.Ending;
import io.earshot.source.AudioSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to the sources that this process holds. What is done with one source is done in order; sources do not wait for
 * each other, because ending one may take two seconds.
 */
final class HeldListening implements HeldSources, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeldListening.class);
    private static final long MOST_SECONDS = 4;

    private final Function<AudioSource, SourceListening> listen;
    private final SourceStates states;
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> last = new ConcurrentHashMap<>();
    private final ExecutorService steps = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "source-step");
        thread.setDaemon(true);
        return thread;
    });

    private record Held(AudioSource source, SourceListening listening) {
        /** Labels are nothing to the listener. */
        boolean isHeardAs(AudioSource other) {
            return source.address().equals(other.address())
                    && source.channel().equals(other.channel())
                    && source.track() == other.track()
                    && source.paused() == other.paused()
                    && Objects.equals(source.options(), other.options());
        }
    }

    /** @param listen starts to listen */
    HeldListening(Function<AudioSource, SourceListening> listen, SourceStates states) {
        this.listen = listen;
        this.states = states;
    }

    /** How many sources this process listens to. */
    int size() {
        return held.size();
    }

    @Override
    public void hold(AudioSource source) {
        next(source.id(), () -> begin(source));
    }

    private void begin(AudioSource source) {
        Held now = held.get(source.id());
        if (now != null && now.isHeardAs(source)) {
            held.put(source.id(), new Held(source, now.listening()));
            return;
        }
        if (now != null) {
            // The same source goes on in another form.
            now.listening().close(Ending.HAND_OVER);
        }
        states.own(source.id());
        held.put(source.id(), new Held(source, listen.apply(source)));
    }

    @Override
    public void end(String id) {
        next(id, () -> {
            close(id, Ending.REMOVED);
            states.removed(id);
        });
    }

    @Override
    public void handOver(Collection<String> ids) {
        ids.forEach(id -> next(id, () -> {
            close(id, Ending.HAND_OVER);
            states.handedOver(id);
        }));
        await(ids);
    }

    private void close(String id, Ending ending) {
        Held now = held.remove(id);
        if (now != null) {
            now.listening().close(ending);
        }
    }

    private void next(String id, Runnable step) {
        last.compute(
                id,
                (any, before) -> (before == null ? CompletableFuture.<Void>completedFuture(null) : before)
                        .thenRunAsync(step, steps)
                        .exceptionally(e -> failed(id, e)));
    }

    private static Void failed(String id, Throwable e) {
        LOG.error("Source {} could not be changed", id, e);
        return null;
    }

    private void await(Collection<String> ids) {
        List<CompletableFuture<Void>> ending =
                ids.stream().map(last::get).filter(Objects::nonNull).toList();
        try {
            CompletableFuture.allOf(ending.toArray(CompletableFuture[]::new)).get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("Some of {} sources did not end within {} s", ids.size(), MOST_SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ids.forEach(last::remove);
    }

    /** Hands over what is still held. */
    @Override
    public void close() {
        handOver(List.copyOf(held.keySet()));
        steps.shutdown();
    }
}
