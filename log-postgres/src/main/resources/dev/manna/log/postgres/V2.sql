-- What a log needs that lives elsewhere, and is recovered: who was in its epochs, and copies.

-- The last epoch that nodes were let into; who recovers has nothing after the wanted position, was
-- at work last at that time, and may open the epoch on that server alone. A log that lives here
-- needs no recovery, and does not look at it.
ALTER TABLE manna_head ADD COLUMN opened BIGINT NOT NULL DEFAULT 1;
ALTER TABLE manna_head ADD COLUMN wanted BIGINT NOT NULL DEFAULT 0;
ALTER TABLE manna_head ADD COLUMN server TEXT NOT NULL DEFAULT '';
ALTER TABLE manna_head ADD COLUMN worked TIMESTAMPTZ NOT NULL DEFAULT now();
UPDATE manna_head SET opened = epoch;

-- A life is a run of the node's process. What those knew that left, and whether one was lost.
ALTER TABLE manna_node ADD COLUMN life TEXT NOT NULL DEFAULT '';
ALTER TABLE manna_node ADD COLUMN knew BIGINT NOT NULL DEFAULT 0;
ALTER TABLE manna_node ADD COLUMN lost BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE manna_node ADD COLUMN dismissed BOOLEAN NOT NULL DEFAULT FALSE;

-- What nodes hold, for the recovery that has raised the epoch.
CREATE TABLE manna_offer (
  log TEXT COLLATE "C" NOT NULL,
  epoch BIGINT NOT NULL,
  node TEXT COLLATE "C" NOT NULL,
  start BIGINT NOT NULL,
  start_chain TEXT NOT NULL,
  position BIGINT NOT NULL,
  chain TEXT NOT NULL,
  PRIMARY KEY (log, epoch, node)
);

CREATE TABLE manna_offer_batch (
  log TEXT COLLATE "C" NOT NULL,
  epoch BIGINT NOT NULL,
  node TEXT COLLATE "C" NOT NULL,
  first BIGINT NOT NULL,
  count INTEGER NOT NULL,
  time BIGINT NOT NULL,
  payload BYTEA NOT NULL,
  PRIMARY KEY (log, epoch, node, first),
  FOREIGN KEY (log, epoch, node) REFERENCES manna_offer ON DELETE CASCADE
);

ALTER TABLE manna_offer_batch ALTER COLUMN payload SET STORAGE EXTERNAL;
