-- What nodes offer says what it changes of the stock, and they say how much they may give away.
ALTER TABLE manna_offer_batch ADD COLUMN stock TEXT NOT NULL DEFAULT '';
ALTER TABLE manna_node ADD COLUMN window_units BIGINT NOT NULL DEFAULT 0;
