#!/bin/sh
# A Redis that loses nothing it has acknowledged; docs/guide/shared-log.md says why each line.
# $1 is the name under which others find it, what follows are more settings.
set -eu
name=$1
shift
exec redis-server --appendonly yes --appendfsync always --no-appendfsync-on-rewrite no \
  --auto-aof-rewrite-min-size 1gb \
  --maxmemory-policy noeviction --repl-diskless-sync-delay 0 --replica-announce-ip "$name" \
  --requirepass "$REDIS_PASSWORD" --masterauth "$REDIS_PASSWORD" "$@"
