-- Appends a batch to the log, if it follows what stands there. No effect unless the reply is DONE.
--
-- KEYS  1 the log (stream)   2 its meta (hash)   3 the stock view (hash)
--       4 what was taken of each item and is not drained (hash)
-- ARGV  1 epoch of the caller
--       2 position that the caller expects the log to end at
--       3 chain at that position; empty where the caller has seen what comes after it
--       4 id of the batch, <epoch>-<its last position>
--       5 its last position
--       6 position up to which the log must have been drained
--       7 id under which the batch stands if it was appended before
--       8 least id of what comes after the expected position
--       9 first position   10 count   11 time in milliseconds   12 digest   13 chain after it
--      14 payload   15 the node that appends it   16 what it changes of the stock, as in the entry
--      17... for each item: its name, the signed change, and the bound: what there must be at
--            least where the change takes something, at most where it adds something
-- Reply DONE position | CONFLICT position entries | FENCED epoch | LINEAGE stored current | GONE
--       | FORK position chain | BUSY drained | TAKEN item units | STOCK item stock change
--
-- Numbers are decimal strings, canonical and never negative but for changes and so compared here:
-- Lua's own have 53 bits. What adds is HINCRBY, which has 64.

-- So many entries are told at most; the caller reads on where it needs more.
local MOST_TOLD = 16

local function less(a, b)
  return #a < #b or (#a == #b and a < b)
end

-- Whether the entry of an id is the batch that is to be appended, and was appended by the same
-- node: two may have decided the same. Of what a recovery has brought the node is not known.
local function isSame(id)
  local entry = redis.call('XRANGE', KEYS[1], id, id)[1]
  local digest, node
  for i = 1, entry and #entry[2] or 0, 2 do
    if entry[2][i] == 'digest' then
      digest = entry[2][i + 1]
    elseif entry[2][i] == 'node' then
      node = entry[2][i + 1]
    end
  end
  return digest == ARGV[12] and (node == ARGV[15] or node == nil)
end

local meta = redis.call('HMGET', KEYS[2], 'epoch', 'lineage', 'position', 'chain', 'drained')
local epoch, lineage, position, chain, drained = unpack(meta)
if not (epoch and lineage and position and chain and drained) then
  return {'GONE'}
end
local current = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)')
if lineage ~= current then
  return {'LINEAGE', lineage, current}
end
if epoch ~= ARGV[1] then
  -- It may have been appended before, or brought into this epoch by the recovery.
  if isSame(ARGV[7]) or isSame(epoch .. '-' .. ARGV[5]) then
    return {'DONE', position}
  end
  return {'FENCED', epoch}
end
if position ~= ARGV[2] then
  if isSame(ARGV[7]) then
    return {'DONE', position}
  end
  return {'CONFLICT', position, redis.call('XRANGE', KEYS[1], ARGV[8], '+', 'COUNT', MOST_TOLD)}
end
if chain ~= ARGV[3] then
  return {'FORK', position, chain}
end
if less(drained, ARGV[6]) then
  return {'BUSY', drained}
end

-- All changes are checked before anything is written: a script cannot take back what it wrote.
for i = 17, #ARGV, 5 do
  local stock = redis.call('HGET', KEYS[3], ARGV[i]) or '0'
  local takes = string.sub(ARGV[i + 1], 1, 1) == '-'
  if takes and less(stock, ARGV[i + 2]) or not takes and less(ARGV[i + 2], stock) then
    return {'STOCK', ARGV[i], stock, ARGV[i + 1]}
  end
  local taken = ARGV[i + 3] ~= '0' and redis.call('HGET', KEYS[4], ARGV[i]) or '0'
  if less(ARGV[i + 4], taken) then
    return {'TAKEN', ARGV[i], taken}
  end
end

-- The stream first: it is the one write that can be refused, by its id or for want of memory.
redis.call('XADD', KEYS[1], ARGV[4], 'first', ARGV[9], 'count', ARGV[10], 'time', ARGV[11],
  'digest', ARGV[12], 'chain', ARGV[13], 'payload', ARGV[14], 'node', ARGV[15],
  'stock', ARGV[16])
for i = 17, #ARGV, 5 do
  if ARGV[i + 1] ~= '0' then
    redis.call('HINCRBY', KEYS[3], ARGV[i], ARGV[i + 1])
  end
  if ARGV[i + 3] ~= '0' then
    redis.call('HINCRBY', KEYS[4], ARGV[i], ARGV[i + 3])
  end
end
redis.call('HSET', KEYS[2], 'position', ARGV[5], 'chain', ARGV[13])
return {'DONE', ARGV[5]}
