#!/bin/sh
set -eu
for attempt in $(seq 60); do
  if redis-cli -h sentinel -p 26379 SENTINEL REPLICAS manna | grep -q redis-replica; then
    echo "the Sentinel knows a master and its replica"
    exit 0
  fi
  sleep 1
done
echo "the Sentinel at sentinel:26379 knows no replica of manna after 60 s" >&2
exit 1
