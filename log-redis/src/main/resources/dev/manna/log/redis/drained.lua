-- Says how far the log has been drained. It only rises.
--
-- KEYS  1 the meta (hash)
-- ARGV  1 epoch of the caller   2 the position
-- Reply DONE drained | FENCED epoch | LINEAGE stored current | GONE | BEYOND position

local function less(a, b)
  return #a < #b or (#a == #b and a < b)
end

local meta = redis.call('HMGET', KEYS[1], 'epoch', 'lineage', 'position', 'drained')
local epoch, lineage, position, drained = unpack(meta)
if not (epoch and lineage and position and drained) then
  return {'GONE'}
end
if epoch ~= ARGV[1] then
  return {'FENCED', epoch}
end
local current = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)')
if lineage ~= current then
  return {'LINEAGE', lineage, current}
end
if less(position, ARGV[2]) then
  return {'BEYOND', position}
end
if less(drained, ARGV[2]) then
  redis.call('HSET', KEYS[1], 'drained', ARGV[2])
  drained = ARGV[2]
end
return {'DONE', drained}
