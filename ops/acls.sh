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

server=127.0.0.1:9092
prefix=earshot.
application=earshot
command_config=
tool=${KAFKA_HOME:+$KAFKA_HOME/bin/}kafka-acls.sh
dry_run=
[ $# -ge 2 ] || { usage >&2; exit 2; }
role=$1
user=$2
shift 2
while [ $# -gt 0 ]; do
    case $1 in
        --dry-run) dry_run=yes; shift; continue ;;
        -h | --help) usage; exit 0 ;;
    esac
    [ $# -gt 1 ] || { usage >&2; exit 2; }
    case $1 in
        --bootstrap-server) server=$2 ;;
        --prefix) prefix=$2 ;;
        --application) application=$2 ;;
        --command-config) command_config=$2 ;;
        --tool) tool=$2 ;;
        *) usage >&2; exit 2 ;;
    esac
    shift 2
done

rules=$(grep -E "^$role[[:space:]]" "$(dirname "$0")/acls.txt") || { echo "ops/acls.txt has no role $role" >&2; exit 2; }
while read -r _ resource pattern name operations; do
    name=${name//"{prefix}"/$prefix}
    name=${name//"{app}"/$application}
    command=("$tool" --bootstrap-server "$server")
    if [ -n "$command_config" ]; then
        command+=(--command-config "$command_config")
    fi
    command+=(--add --allow-principal "$user" "--$resource" "$name" --resource-pattern-type "$pattern")
    for operation in ${operations//,/ }; do
        command+=(--operation "$operation")
    done
    if [ -n "$dry_run" ]; then
        printf '%q ' "${command[@]}" | sed 's/ $//'
        echo
    else
        "${command[@]}"
    fi
done <<< "$rules"
