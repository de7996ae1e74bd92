-- Founds the log where there is none, and tells what stands of it.
--
-- KEYS  1 the log (stream)   2 its meta (hash)   3 the stock view (hash)
--       4 what was taken of each item and is not drained (hash)
-- ARGV  1 0 where the caller may found it, 1 where it is known to exist
--       2 format version   3 chain of the empty log
-- Reply OPEN lineage fields-of-the-meta stock-view | GONE
--       | LEFT (something of a log, without its meta)
--       | DENIED error

local lineage = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)')
if redis.call('EXISTS', KEYS[2]) == 0 then
  if ARGV[1] ~= '0' then
    return {'GONE'}
  end
  if redis.call('EXISTS', KEYS[1], KEYS[3], KEYS[4]) ~= 0 then
    return {'LEFT'}
  end
  redis.call('HSET', KEYS[2], 'format', ARGV[2], 'epoch', '1', 'start:1', '0', 'position', '0',
    'chain', ARGV[3], 'lineage', lineage, 'drained', '0', 'trimmed', '0', 'trimmedChain', ARGV[3])
end

-- An append that is denied in its middle would leave a half: what it does after the stream is tried
-- here, with no effect. Only that there is no memory is no reason not to open.
local tried = {
  redis.pcall('HINCRBY', KEYS[2], 'epoch', '0'),
  redis.pcall('HSET', KEYS[2], 'format', redis.call('HGET', KEYS[2], 'format') or ARGV[2]),
}
for _, said in ipairs(tried) do
  local refusal = type(said) == 'table' and said.err
  if refusal and not string.find(refusal, 'OOM ', 1, true) then
    return {'DENIED', refusal}
  end
end
return {'OPEN', lineage, redis.call('HGETALL', KEYS[2]), redis.call('HGETALL', KEYS[3])}
