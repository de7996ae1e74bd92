-- One claim as people write it who decide in Redis: once under a key, so often for a user at most,
-- one unit while there is any, and an entry in a stream. It adds first and looks then, since that
-- takes the fewest calls.
--
-- KEYS  1 units that are left   2 uses of each user (hash)   3 reply for each key (hash)
--       4 what was given (stream)   5 how often a claim came again
-- ARGV  1 user, of which the last five digits count   2 key   3 uses that a user may have
-- Reply the entry's id, or why there is none

local before = redis.call('HGET', KEYS[3], ARGV[2])
if before then
  redis.call('INCR', KEYS[5])
  return before
end
local user = string.sub(ARGV[1], -5)
if redis.call('HINCRBY', KEYS[2], user, 1) > tonumber(ARGV[3]) then
  redis.call('HINCRBY', KEYS[2], user, -1)
  return 'limit'
end
if redis.call('DECR', KEYS[1]) < 0 then
  redis.call('INCR', KEYS[1])
  redis.call('HINCRBY', KEYS[2], user, -1)
  return 'sold-out'
end
local id = redis.call('XADD', KEYS[4], '*', 'user', user, 'key', ARGV[2])
redis.call('HSET', KEYS[3], ARGV[2], id)
return id
