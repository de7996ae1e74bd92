-- The log that several nodes share, and what else they share. A statement ends with a semicolon
-- at the end of a line.

-- One row a log. Whoever appends locks it against change (FOR SHARE), so that an epoch that was
-- closed takes no batch any more, and what is removed cannot be taken for what never was.
CREATE TABLE manna_head (
  log TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  epoch BIGINT NOT NULL CHECK (epoch >= 1),
  trimmed BIGINT NOT NULL DEFAULT 0 CHECK (trimmed >= 0)
);

-- One row a batch. Batches follow each other without a gap, so two that overlap begin at the same
-- position: the primary key is what decides who is first.
CREATE TABLE manna_log (
  log TEXT COLLATE "C" NOT NULL,
  first BIGINT NOT NULL CHECK (first >= 1),
  position BIGINT NOT NULL,
  count INTEGER NOT NULL CHECK (count >= 1),
  time BIGINT NOT NULL,
  epoch BIGINT NOT NULL,
  writer TEXT NOT NULL,
  chain BYTEA NOT NULL CHECK (octet_length(chain) = 32),
  payload BYTEA NOT NULL,
  PRIMARY KEY (log, first),
  CHECK (position = first + count - 1)
);

-- Payloads are dense: compressing them would cost time and save nothing.
ALTER TABLE manna_log ALTER COLUMN payload SET STORAGE EXTERNAL;

-- Who writes, or wrote, in an epoch. Times are the database's.
CREATE TABLE manna_node (
  log TEXT COLLATE "C" NOT NULL,
  epoch BIGINT NOT NULL,
  node TEXT COLLATE "C" NOT NULL,
  registered TIMESTAMPTZ NOT NULL,
  seen TIMESTAMPTZ NOT NULL,
  "left" TIMESTAMPTZ,
  PRIMARY KEY (log, epoch, node)
);

-- States that were written down. Chunks stand in the same transaction as this row.
CREATE TABLE manna_snapshot (
  log TEXT COLLATE "C" NOT NULL,
  position BIGINT NOT NULL CHECK (position >= 1),
  node TEXT NOT NULL,
  written TIMESTAMPTZ NOT NULL,
  chunks BIGINT NOT NULL CHECK (chunks >= 0),
  bytes BIGINT NOT NULL CHECK (bytes >= 0),
  digest BYTEA NOT NULL CHECK (octet_length(digest) = 32),
  PRIMARY KEY (log, position)
);

CREATE TABLE manna_snapshot_chunk (
  log TEXT COLLATE "C" NOT NULL,
  position BIGINT NOT NULL,
  chunk BIGINT NOT NULL,
  crc INTEGER NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (log, position, chunk),
  FOREIGN KEY (log, position) REFERENCES manna_snapshot ON DELETE CASCADE
    DEFERRABLE INITIALLY DEFERRED
);

ALTER TABLE manna_snapshot_chunk ALTER COLUMN body SET STORAGE EXTERNAL;
