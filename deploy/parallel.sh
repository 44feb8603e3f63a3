#!/usr/bin/env bash
# Shares one netback command out to the cores of this machine, by GNU parallel, and joins what they find.
#
#   deploy/parallel.sh SHARDS DIR COMMAND [OPTION...]
#   deploy/parallel.sh 8 results verify --cases 20000
#
# Each shard keeps what it finds in DIR/shard-K, the whole goes to DIR/all. A shard that dies is tried again, and goes on where it was; so does the
# same command after all of it was ended. NETBACK is the program, netback if it is not set; it may have arguments, such as "dotnet netback.dll".
set -euo pipefail
if [ $# -lt 3 ]; then
  echo "usage: $0 SHARDS DIR COMMAND [OPTION...]" >&2
  exit 2
fi
shards=$1 folder=$2
shift 2
read -r -a netback <<<"${NETBACK:-netback}"
mkdir -p "$folder"
parts=()
for ((k = 1; k <= shards; k++)); do parts+=("$folder/shard-$k"); done

# One core each: there are as many shards at work as cores. What they say goes to stderr; the result is what the merge prints.
DOTNET_PROCESSOR_COUNT=1 parallel --quote --will-cite --retries 3 --halt soon,fail=1 \
  "${netback[@]}" "$@" --results "$folder/shard-{}" --shard "{}/$shards" ::: $(seq "$shards") >&2

exec "${netback[@]}" merge "${parts[@]}" --results "$folder/all"
