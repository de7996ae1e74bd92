-- Tells where the log ends, to a side of the epoch in which it is appended to. Nothing is written.
--
-- KEYS  1 the meta (hash)
-- ARGV  1 epoch of the caller
-- Reply DONE position | FENCED epoch | LINEAGE stored current | GONE
--
-- A server that was started again or promoted may lack the end, and so what it says is not told.

local meta = redis.call('HMGET', KEYS[1], 'epoch', 'lineage', 'position')
local epoch, lineage, position = unpack(meta)
if not (epoch and lineage and position) then
  return {'GONE'}
end
if epoch ~= ARGV[1] then
  return {'FENCED', epoch}
end
local current = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)')
if lineage ~= current then
  return {'LINEAGE', lineage, current}
end
return {'DONE', position}
