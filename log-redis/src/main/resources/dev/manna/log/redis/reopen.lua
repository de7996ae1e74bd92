-- Opens an epoch: what the log holds up to a position is kept, what comes after it is removed, the
-- survivors follow, and appends go on under the server's present lineage. Once or not at all.
--
-- KEYS  1 the log (stream)   2 its meta (hash)   3 the stock view (hash)
--       4 what was taken of each item and is not drained (hash)
-- ARGV  1 epoch that stands in the meta, 0 where there is none   2 the new epoch
--       3 position that stands in the meta, 0 where there is none
--       4 position up to which the log is kept   5 chain at it
--       6 id of the batch that ends there        7 least id of what comes after it
--       8 position after the survivors   9 chain after them   10 drained   11 format version
--      12 1 where nothing that stands there is kept, else 0
--      13 the server that was looked at
--      14 how many survivors; for each: id, first, count, time, digest, chain, payload, stock
--      ... then how many items the stock view has, and name and stock of each
--      ... then name and units of each item of which something was taken that is not drained
-- Reply DONE epoch | SERVER lineage (it is another) | EPOCH epoch position
--       | OTHER chain (at the position stands another log)

local meta = redis.call('HMGET', KEYS[2], 'epoch', 'position', 'chain', 'trimmed', 'trimmedChain',
  'lineage')
local epoch, position, chain, trimmed, trimmedChain, lineage = unpack(meta)
local current = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)')
if current ~= ARGV[13] then
  return {'SERVER', current}
end
if epoch == ARGV[2] and position == ARGV[8] and chain == ARGV[9] and lineage == current then
  return {'DONE', epoch}
end
if (epoch or '0') ~= ARGV[1] or (position or '0') ~= ARGV[3] then
  return {'EPOCH', epoch or '0', position or '0'}
end

-- Where there is no meta, nothing is kept either: what is left of a log is removed.
local found = epoch and (position == ARGV[4] and chain or trimmed == ARGV[4] and trimmedChain)
local keeps = epoch and ARGV[12] == '0'
if keeps and not found then
  local entry = redis.call('XRANGE', KEYS[1], ARGV[6], ARGV[6])[1]
  for i = 1, entry and #entry[2] or 0, 2 do
    if entry[2][i] == 'chain' then
      found = entry[2][i + 1]
    end
  end
end
if keeps and found ~= ARGV[5] then
  return {'OTHER', found or ''}
end

if keeps then
  repeat
    local late = redis.call('XRANGE', KEYS[1], ARGV[7], '+', 'COUNT', 16)
    for _, entry in ipairs(late) do
      redis.call('XDEL', KEYS[1], entry[1])
    end
  until #late == 0
else
  redis.call('DEL', KEYS[1], KEYS[2])
  redis.call('HSET', KEYS[2], 'format', ARGV[11], 'trimmed', ARGV[4], 'trimmedChain', ARGV[5])
end
local at = 15
for _ = 1, tonumber(ARGV[14]) do
  redis.call('XADD', KEYS[1], ARGV[at], 'first', ARGV[at + 1], 'count', ARGV[at + 2],
    'time', ARGV[at + 3], 'digest', ARGV[at + 4], 'chain', ARGV[at + 5], 'payload', ARGV[at + 6],
    'stock', ARGV[at + 7])
  at = at + 8
end
redis.call('DEL', KEYS[3], KEYS[4])
local taken = at + 2 * tonumber(ARGV[at]) + 1
for i = at + 1, #ARGV, 2 do
  redis.call('HSET', i < taken and KEYS[3] or KEYS[4], ARGV[i], ARGV[i + 1])
end
redis.call('HSET', KEYS[2], 'epoch', ARGV[2], 'start:' .. ARGV[2], ARGV[4], 'position', ARGV[8],
  'chain', ARGV[9], 'drained', ARGV[10], 'lineage', current)
return {'DONE', ARGV[2]}
