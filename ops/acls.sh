#!/usr/bin/env bash
# Lets a user of Kafka do what a role of Earshot needs (ops/acls.txt), with Kafka's own tool.
set -euo pipefail

usage() {
    cat << END
usage: ops/acls.sh ROLE USER [--dry-run] [option...]
  ROLE                           setup, listen, tag, edit, publish or read (ops/security.md)
  USER                           as Kafka names it, for example User:earshot-tag
  --bootstrap-server HOST:PORT   (default 127.0.0.1:9092)
  --prefix PREFIX                setting topic.prefix (default earshot.)
  --application ID               setting application.id (default earshot)
  --command-config FILE          properties of the client: security
  --tool PATH                    kafka-acls.sh (default: in \$KAFKA_HOME/bin, else on PATH)
  --dry-run                      prints the commands only
END
}

application=earshot
tool=${KAFKA_HOME:+$KAFKA_HOME/bin/}kafka-acls.sh
# shellcheck source=ops/kafka-tool.sh
. "$(dirname "$0")/kafka-tool.sh"
own_option() {
    [ "$1" = --application ] && application=$2
}
[ $# -ge 2 ] || { usage >&2; exit 2; }
role=$1
user=$2
shift 2
parse_options "$@"

rules=$(grep -E "^$role[[:space:]]" "$(dirname "$0")/acls.txt") || { echo "ops/acls.txt has no role $role" >&2; exit 2; }
while read -r _ resource pattern name operations; do
    name=${name//"{prefix}"/$prefix}
    name=${name//"{app}"/$application}
    arguments=(--add --allow-principal "$user" "--$resource" "$name" --resource-pattern-type "$pattern")
    for operation in ${operations//,/ }; do
        arguments+=(--operation "$operation")
    done
    call "${arguments[@]}"
done <<< "$rules"
