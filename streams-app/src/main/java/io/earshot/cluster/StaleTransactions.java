package io.earshot.cluster;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/**
 * The transactions that killed processes of one Streams application left open. Whoever goes on with their partitions cannot
 * read to the end of the changelogs before these end, and a broker looks for them every ten seconds by default. Only
 * transactions of the application's own threads are touched, only those that are older than a living one ever is, and only
 * where the thread is no member of the group any more: it could not commit them.
 */
public final class StaleTransactions {
    private static final Pattern MEMBER = Pattern.compile("(.*)-StreamThread-(\\d+)-consumer");

    private final String application;
    private final Pattern own;
    private final long oldMillis;

    /**
     * @param application id of the application, which is its group
     * @param oldMillis how long the oldest living transaction may last, by the broker's clock
     */
    public StaleTransactions(String application, long oldMillis) {
        this.application = application;
        this.own = Pattern.compile(Pattern.quote(application) + "-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-\\d+");
        this.oldMillis = oldMillis;
    }

    /**
     * Ends those that there are.
     *
     * @return their transactional ids
     * @throws org.apache.kafka.common.KafkaException if the brokers refuse it, or are too old to tell how old transactions are
     */
    public Set<String> end(Admin admin) throws InterruptedException {
        try {
            Collection<TransactionListing> open = admin.listTransactions(new ListTransactionsOptions()
                            .filterStates(Set.of(TransactionState.ONGOING))
                            .filterOnDuration(oldMillis))
                    .all()
                    .get();
            Set<String> candidates = open.stream()
                    .map(TransactionListing::transactionalId)
                    .filter(id -> own.matcher(id).matches())
                    .collect(Collectors.toSet());
            if (candidates.isEmpty()) {
                return candidates;
            }
            candidates.removeAll(ofMembers(admin));
            admin.fenceProducers(candidates).all().get();
            return candidates;
        } catch (ExecutionException e) {
            throw KafkaFailure.of(e);
        }
    }

    /** The transactional ids of the threads that are in the group. */
    private Set<String> ofMembers(Admin admin) throws InterruptedException, ExecutionException {
        ConsumerGroupDescription group = admin.describeConsumerGroups(List.of(application))
                .describedGroups()
                .get(application)
                .get();
        return group.members().stream()
                .map(MemberDescription::clientId)
                .flatMap(client -> transactionalId(client).stream())
                .collect(Collectors.toSet());
    }

    /** As Streams names it: the process and the number of the thread. */
    static Optional<String> transactionalId(String memberClientId) {
        Matcher matcher = MEMBER.matcher(memberClientId);
        return matcher.matches() ? Optional.of(matcher.group(1) + "-" + matcher.group(2)) : Optional.empty();
    }
}
