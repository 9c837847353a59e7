# shellcheck shell=bash
# For the scripts that call one of Kafka's own tools: the options that they share, and the call. Sourced, after "tool" and
# "usage" are set; a script with options of its own defines own_option NAME VALUE, which is false for any other.
server=127.0.0.1:9092
prefix=earshot.
command_config=
dry_run=

parse_options() {
    while [ $# -gt 0 ]; do
        case $1 in
            --dry-run) dry_run=yes; shift; continue ;;
            -h | --help) usage; exit 0 ;;
        esac
        [ $# -gt 1 ] || { usage >&2; exit 2; }
        case $1 in
            --bootstrap-server) server=$2 ;;
            --prefix) prefix=$2 ;;
            --command-config) command_config=$2 ;;
            --tool) tool=$2 ;;
            *) own_option "$1" "$2" || { usage >&2; exit 2; } ;;
        esac
        shift 2
    done
}

# call ARGUMENT...: runs the tool, or prints how it would be run.
call() {
    local command=("$tool" --bootstrap-server "$server")
    if [ -n "$command_config" ]; then
        command+=(--command-config "$command_config")
    fi
    command+=("$@")
    if [ -n "$dry_run" ]; then
        printf '%q ' "${command[@]}" | sed 's/ $//'
        echo
    else
        "${command[@]}"
    fi
}
