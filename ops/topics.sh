#!/usr/bin/env bash
# Makes Earshot's topics with Kafka's own tool, where the program itself may not ("./earshot topics create" does the
# same). Topics that exist are left as they are. ops/validate compares the list with the program's.
set -euo pipefail

usage() {
    cat << END
usage: ops/topics.sh [--dry-run] [option...]
  --bootstrap-server HOST:PORT   (default 127.0.0.1:9092)
  --prefix PREFIX                setting topic.prefix (default earshot.)
  --partitions N                 of the topics keyed by source; setting topic.partitions (default 16). Final: with
                                 another number, sources would be found on other partitions than their state.
  --replication N                copies of each topic (default: the broker's)
  --command-config FILE          properties of the client: security
  --tool PATH                    kafka-topics.sh (default: in \$KAFKA_HOME/bin, else on PATH)
  --dry-run                      prints the commands only
END
}

partitions=16
replication=
tool=${KAFKA_HOME:+$KAFKA_HOME/bin/}kafka-topics.sh
# shellcheck source=ops/kafka-tool.sh
. "$(dirname "$0")/kafka-tool.sh"
own_option() {
    case $1 in
        --partitions) partitions=$2 ;;
        --replication) replication=$2 ;;
        *) false ;;
    esac
}
parse_options "$@"

# create NAME PARTITIONS CONFIG...
create() {
    local arguments=(--create --if-not-exists --topic "$prefix$1" --partitions "$2")
    if [ -n "$replication" ]; then
        arguments+=(--replication-factor "$replication")
    fi
    shift 2
    local config
    for config in "$@"; do
        arguments+=(--config "$config")
    done
    call "${arguments[@]}"
}

# deleted NAME HOURS [BYTES]: keyed by source; records go after that time, and are no larger than that.
deleted() {
    create "$1" "$partitions" cleanup.policy=delete "retention.ms=$(($2 * 3600000))" \
        message.timestamp.type=LogAppendTime "max.message.bytes=${3:-1048588}"
}

# compacted NAME [PARTITIONS]: keyed by query or source; read whole at each start, so compacted often.
compacted() {
    create "$1" "${2:-1}" cleanup.policy=compact message.timestamp.type=LogAppendTime segment.ms=3600000 \
        max.message.bytes=1048588
}

deleted audio.chunks.v1 6
compacted queries.v1
compacted query.embeddings.v1
compacted calibrations.v1
deleted segments.v1 48
deleted events.v1 720
deleted near-misses.v1 48
deleted coverage.v1 720
deleted dead-letters.v1 720 2097152
compacted sources.v1 "$partitions"
compacted source-states.v1 "$partitions"
compacted receivers.v1
deleted notification-dead-letters.v1 720
compacted verdicts.v1
