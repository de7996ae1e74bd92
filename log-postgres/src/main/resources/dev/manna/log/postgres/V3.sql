-- Who said that a node is not to be waited for, why and when.
ALTER TABLE manna_node ADD COLUMN dismissed_by TEXT;
ALTER TABLE manna_node ADD COLUMN dismissed_because TEXT;
ALTER TABLE manna_node ADD COLUMN dismissed_at TIMESTAMPTZ;
