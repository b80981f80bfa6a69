#!/usr/bin/env bash
# Writes requirements/*.lock from requirements/*.in: every version, every hash, no address.
# Usage: scripts/lock.sh UV [--upgrade]
set -euo pipefail
cd "$(dirname "$0")/../requirements"
uv=$1
shift
overrides=(--override overrides.in)

compile() { # NAME [constraint]
    local name=$1 constraint=${2:-}
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes "${overrides[@]}" \
        --no-annotate --no-header --no-emit-index-url --no-emit-find-links \
        ${constraint:+--constraint "$constraint"} "${@:3}" --output-file "$name.lock" "$name.in"
    echo "requirements/$name.lock"
}

compile base "" "$@"
compile spark base.lock "$@"
compile dev spark.lock "$@"
compile bench dev.lock "$@"
overrides=() # the peers of the table measures stand alone, and one of them draws with matplotlib
compile bench-tables "" "$@"
