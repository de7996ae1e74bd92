#!/bin/sh
# A Sentinel that decides alone; it writes into its file, so each start makes a new one.
cat >/tmp/sentinel.conf <<END
port 26379
sentinel resolve-hostnames yes
sentinel announce-hostnames yes
sentinel monitor manna redis 6379 1
sentinel auth-pass manna $REDIS_PASSWORD
sentinel down-after-milliseconds manna 3000
sentinel failover-timeout manna 10000
END
exec redis-sentinel /tmp/sentinel.conf
