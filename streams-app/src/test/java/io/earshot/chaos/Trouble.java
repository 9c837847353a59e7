package io.earshot.chaos;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What may happen to an installation. */
enum Trouble {
    /** {@code kill -9} of a service, which is started again some seconds later. */
    SERVICE_KILLED(true) {
        @Override
        void strike(Rig rig, Random random) throws IOException, InterruptedException {
            Service service = rig.anyService(random);
            service.current().kill();
            pause(1_000 + random.nextInt(7_000));
            service.start();
        }
    },
    /** A service is stopped in order and started again, as for an upgrade. */
    SERVICE_RESTARTED(true) {
        @Override
        void strike(Rig rig, Random random) throws IOException, InterruptedException {
            Service service = rig.anyService(random);
            service.stop();
            service.start();
        }
    },
    /** {@code kill -9} of a broker, which comes back on its folder. */
    BROKER_KILLED(false) {
        @Override
        void strike(Rig rig, Random random) throws IOException, InterruptedException {
            int node = random.nextInt(rig.brokers().count());
            rig.brokers().node(node).kill();
            pause(1_000 + random.nextInt(6_000));
            rig.brokers().restart(node);
        }
    },
    BROKER_RESTARTED(false) {
        @Override
        void strike(Rig rig, Random random) throws IOException, InterruptedException {
            int node = random.nextInt(rig.brokers().count());
            rig.brokers().node(node).stop(Rig.PATIENCE);
            rig.brokers().restart(node);
        }
    },
    /** Longer than sources may be silent before their sounds are closed. */
    BROKER_AWAY_FOR_36_SECONDS(false) {
        @Override
        void strike(Rig rig, Random random) throws IOException, InterruptedException {
            int node = random.nextInt(rig.brokers().count());
            rig.brokers().node(node).kill();
            pause(36_000);
            rig.brokers().restart(node);
        }
    },
    /** A broker whose disk or machine stalls again and again. */
    BROKER_STUTTERS(false) {
        @Override
        void strike(Rig rig, Random random) throws IOException, InterruptedException {
            Started node = rig.brokers().node(random.nextInt(rig.brokers().count()));
            for (int i = 0; i < 10; i++) {
                node.freeze();
                pause(700);
                node.thaw();
                pause(100);
            }
        }
    },
    /** Too short to move anything. */
    SERVICE_FROZEN_BRIEFLY(false) {
        @Override
        void strike(Rig rig, Random random) throws IOException, InterruptedException {
            Map<String, Set<String>> before = rig.assignment();
            freeze(rig.anyService(random).current(), 2_000);
            pause(1_000);
            rig.noteMoves(before, rig.assignment());
        }
    },
    /** Long enough that its partitions are given to another, and it comes back as a zombie. */
    SERVICE_FROZEN(true) {
        @Override
        void strike(Rig rig, Random random) throws IOException, InterruptedException {
            freeze(rig.anyService(random).current(), 12_000);
        }
    },
    READER_FROZEN(false) {
        @Override
        void strike(Rig rig, Random random) throws IOException, InterruptedException {
            freeze(rig.slowReader().process(), 5_000);
        }
    },
    NETWORK_CUT(false) {
        @Override
        void strike(Rig rig, Random random) throws IOException, InterruptedException {
            network(rig, random, Relay.State.CUT, 2_000 + random.nextInt(12_000));
        }
    },
    NETWORK_SILENT(false) {
        @Override
        void strike(Rig rig, Random random) throws IOException, InterruptedException {
            network(rig, random, Relay.State.SILENT, 2_000 + random.nextInt(12_000));
        }
    },
    NETWORK_SLOW(false) {
        @Override
        void strike(Rig rig, Random random) throws IOException, InterruptedException {
            network(rig, random, Relay.State.SLOW, 8_000);
        }
    },
    NETWORK_NARROW(false) {
        @Override
        void strike(Rig rig, Random random) throws IOException, InterruptedException {
            network(rig, random, Relay.State.NARROW, 8_000);
        }
    },
    /** The clocks of half of the sources go an hour back, or forth. */
    CLOCK_JUMPED(false) {
        @Override
        void strike(Rig rig, Random random) throws IOException, InterruptedException {
            rig.player().tell("jump " + (random.nextBoolean() ? 3_600 : -3_600));
            // It is done at the end of a bar.
            pause(PlantedAudio.BAR_SECONDS * 1_000L);
        }
    },
    SERVICE_ADDED_AND_REMOVED(false) {
        @Override
        void strike(Rig rig, Random random) throws IOException, InterruptedException {
            Service more = rig.spareService();
            more.start();
            more.awaitListening();
            pause(5_000);
            more.stop();
        }
    },
    /** One service has no room to write, and must take over what the other had. */
    DISK_FULL(false) {
        @Override
        void strike(Rig rig, Random random) throws IOException, InterruptedException {
            Service full = rig.service(0);
            SmallDisk.fill(full.current(), full.temporary());
            rig.service(1).stop();
            pause(8_000);
            rig.service(1).start();
            if (full.current().isAlive()) {
                SmallDisk.free(full.current(), full.temporary());
            }
        }
    },
    /** One service after the other changes to the other build; the next time they change back. */
    BUILD_CHANGED(false) {
        @Override
        void strike(Rig rig, Random random) throws IOException, InterruptedException {
            for (int i = 0; i < 2; i++) {
                Service service = rig.service(i);
                service.stop();
                service.use(rig.otherBuild(service.build()));
                service.start();
                service.awaitListening();
            }
        }
    };

    private final boolean fromItsBegin;

    /** @param fromItsBegin whether others take over while it lasts: recovery counts from its begin, else from its end */
    Trouble(boolean fromItsBegin) {
        this.fromItsBegin = fromItsBegin;
    }

    /** Returns when it is over. */
    abstract void strike(Rig rig, Random random) throws IOException, InterruptedException;

    boolean isCountedFromItsBegin() {
        return fromItsBegin;
    }

    /** Those that this machine and this plan allow. */
    static List<Trouble> possible(ChaosPlan plan) {
        return Arrays.stream(values())
                .filter(trouble -> trouble.missing(plan).isEmpty())
                .toList();
    }

    /** Why it cannot happen here; empty: it can. */
    String missing(ChaosPlan plan) {
        return switch (this) {
            case DISK_FULL -> SmallDisk.isPossible() ? "" : "a disk of its own needs namespaces of users (unshare)";
            case BUILD_CHANGED -> plan.before().isPresent() ? "" : "no other build was named (-Dchaos.before)";
            case BROKER_AWAY_FOR_36_SECONDS -> plan.brokers() == 1 ? "" : "the other brokers stand in for it";
            default -> "";
        };
    }

    private static void freeze(Started process, long millis) throws IOException, InterruptedException {
        process.freeze();
        pause(millis);
        process.thaw();
    }

    private static void network(Rig rig, Random random, Relay.State state, long millis)
            throws IOException, InterruptedException {
        String place = rig.anyService(random).place();
        rig.brokers().network(place, state);
        pause(millis);
        rig.brokers().network(place, Relay.State.GOOD);
    }

    /** The trouble itself takes its time: nothing is awaited. */
    private static void pause(long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
    }
}
