-- Says how far the log has been drained. It only rises; what was taken up to there is given back to
-- the window.
--
-- KEYS  1 the meta (hash)   2 what was taken of each item and is not drained (hash)
-- ARGV  1 epoch of the caller   2 the position   3 where the log is drained to, as the caller knows
--       4... for each item: its name, the units taken by batches that end after 3 and not after 2,
--            and the same as a change
-- Reply DONE drained | FENCED epoch | LINEAGE stored current | GONE | BEYOND position
--       | MOVED drained (it is not where the caller thought) | TAKEN item units (fewer than that)

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
if not less(drained, ARGV[2]) then
  return {'DONE', drained}
end
if drained ~= ARGV[3] then
  return {'MOVED', drained}
end
for i = 4, #ARGV, 3 do
  local taken = redis.call('HGET', KEYS[2], ARGV[i]) or '0'
  if less(taken, ARGV[i + 1]) then
    return {'TAKEN', ARGV[i], taken}
  end
end
redis.call('HSET', KEYS[1], 'drained', ARGV[2])
for i = 4, #ARGV, 3 do
  redis.call('HINCRBY', KEYS[2], ARGV[i], ARGV[i + 2])
end
return {'DONE', ARGV[2]}
