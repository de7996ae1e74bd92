-- How many events a node of a log in Redis may have appended that the books do not hold.
ALTER TABLE manna_node ADD COLUMN window_events BIGINT NOT NULL DEFAULT 0;
