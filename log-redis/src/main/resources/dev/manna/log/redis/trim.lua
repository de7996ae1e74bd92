-- Removes the beginning of the log, whole batches, as far as it has been drained.
--
-- KEYS  1 the log (stream)   2 its meta (hash)
-- ARGV  1 epoch of the caller   2 the position up to which nobody needs anything
--       3 least id of what comes after it
-- Reply DONE trimmed | FENCED epoch | LINEAGE stored current | GONE | BEYOND drained
--
-- The removed end and its chain are kept: whoever asks for less is told, and whatever follows can
-- still be verified.

local function less(a, b)
  return #a < #b or (#a == #b and a < b)
end

local meta = redis.call('HMGET', KEYS[2], 'epoch', 'lineage', 'drained', 'trimmed')
local epoch, lineage, drained, trimmed = unpack(meta)
if not (epoch and lineage and drained and trimmed) then
  return {'GONE'}
end
if epoch ~= ARGV[1] then
  return {'FENCED', epoch}
end
local current = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)')
if lineage ~= current then
  return {'LINEAGE', lineage, current}
end
if less(drained, ARGV[2]) then
  return {'BEYOND', drained}
end
local last = redis.call('XREVRANGE', KEYS[1], '(' .. ARGV[3], '-', 'COUNT', 1)[1]
if last then
  local chain
  for i = 1, #last[2], 2 do
    if last[2][i] == 'chain' then
      chain = last[2][i + 1]
    end
  end
  trimmed = string.match(last[1], '-(%d+)$')
  redis.call('XTRIM', KEYS[1], 'MINID', '=', ARGV[3])
  redis.call('HSET', KEYS[2], 'trimmed', trimmed, 'trimmedChain', chain)
end
return {'DONE', trimmed}
