-- The books, first version. Times are milliseconds since 1970 UTC; money is in cents, the smallest
-- unit of its currency; campaigns and items are meant by the numbers that the log gives them.
-- docs/reference/ledger.md says what each column is.

CREATE TABLE IF NOT EXISTS campaigns (
  number INTEGER NOT NULL,
  name VARCHAR(130) COLLATE "C" NOT NULL,
  kind VARCHAR(24) COLLATE "C" NOT NULL,
  currency VARCHAR(24) COLLATE "C" NOT NULL,
  chances INTEGER NOT NULL,
  version INTEGER NOT NULL,
  status VARCHAR(24) COLLATE "C" NOT NULL,
  claims BIGINT NOT NULL,
  grants BIGINT NOT NULL,
  allocations BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_position BIGINT NOT NULL,
  PRIMARY KEY (number),
  UNIQUE (name)
);

CREATE TABLE IF NOT EXISTS versions (
  campaign INTEGER NOT NULL,
  version INTEGER NOT NULL,
  position BIGINT NOT NULL,
  decided_at BIGINT NOT NULL,
  title VARCHAR(200) NOT NULL,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  time_zone VARCHAR(130) COLLATE "C" NOT NULL,
  definition BYTEA NOT NULL,
  PRIMARY KEY (campaign, version)
);

CREATE TABLE IF NOT EXISTS changes (
  position BIGINT NOT NULL,
  campaign INTEGER NOT NULL,
  decided_at BIGINT NOT NULL,
  kind VARCHAR(24) COLLATE "C" NOT NULL,
  actor VARCHAR(130) COLLATE "C" NOT NULL,
  reason VARCHAR(200) NOT NULL,
  PRIMARY KEY (position)
);

CREATE TABLE IF NOT EXISTS items (
  campaign INTEGER NOT NULL,
  number INTEGER NOT NULL,
  name VARCHAR(130) COLLATE "C" NOT NULL,
  unit VARCHAR(24) COLLATE "C" NOT NULL,
  limited INTEGER NOT NULL,
  PRIMARY KEY (campaign, number)
);

CREATE TABLE IF NOT EXISTS rounds (
  campaign INTEGER NOT NULL,
  number INTEGER NOT NULL,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  PRIMARY KEY (campaign, number)
);

CREATE TABLE IF NOT EXISTS pools (
  campaign INTEGER NOT NULL,
  item INTEGER NOT NULL,
  round INTEGER NOT NULL,
  defined BIGINT NOT NULL,
  outside BIGINT NOT NULL,
  pool BIGINT NOT NULL,
  reserved BIGINT NOT NULL,
  held BIGINT NOT NULL,
  given BIGINT NOT NULL,
  quarantined BIGINT NOT NULL,
  returned BIGINT NOT NULL,
  PRIMARY KEY (campaign, item, round),
  CHECK (outside + pool + reserved + held + given + quarantined = 0)
) WITH (fillfactor = 70);

CREATE TABLE IF NOT EXISTS claims (
  campaign INTEGER NOT NULL,
  number BIGINT NOT NULL,
  kind VARCHAR(24) COLLATE "C" NOT NULL,
  user_name VARCHAR(130) COLLATE "C" NOT NULL,
  claim_key VARCHAR(96) COLLATE "C" NOT NULL,
  position BIGINT NOT NULL,
  decided_at BIGINT NOT NULL,
  uses INTEGER NOT NULL,
  outcome VARCHAR(24) COLLATE "C" NOT NULL,
  first_grant BIGINT NOT NULL,
  grants INTEGER NOT NULL,
  expires_at BIGINT NOT NULL DEFAULT 0,
  extensions INTEGER NOT NULL DEFAULT 0,
  ending VARCHAR(24) COLLATE "C" NOT NULL DEFAULT '',
  ended_at BIGINT NOT NULL DEFAULT 0,
  ended_position BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (campaign, number)
);

CREATE INDEX IF NOT EXISTS claims_by_user ON claims (user_name, campaign, number);

CREATE INDEX IF NOT EXISTS claims_by_key ON claims (claim_key, campaign, number);

CREATE TABLE IF NOT EXISTS grants (
  campaign INTEGER NOT NULL,
  number BIGINT NOT NULL,
  claim BIGINT NOT NULL,
  part INTEGER NOT NULL,
  item INTEGER NOT NULL,
  round INTEGER NOT NULL DEFAULT 0,
  units BIGINT NOT NULL,
  cents BIGINT NOT NULL DEFAULT 0,
  state VARCHAR(24) COLLATE "C" NOT NULL,
  returned BIGINT NOT NULL DEFAULT 0,
  position BIGINT NOT NULL,
  granted_at BIGINT NOT NULL,
  state_position BIGINT NOT NULL,
  state_at BIGINT NOT NULL,
  PRIMARY KEY (campaign, number)
);

CREATE TABLE IF NOT EXISTS movements (
  campaign INTEGER NOT NULL,
  item INTEGER NOT NULL,
  position BIGINT NOT NULL,
  part INTEGER NOT NULL,
  decided_at BIGINT NOT NULL,
  round INTEGER NOT NULL DEFAULT 0,
  grant_number BIGINT NOT NULL,
  kind VARCHAR(24) COLLATE "C" NOT NULL,
  outside BIGINT NOT NULL DEFAULT 0,
  pool BIGINT NOT NULL,
  reserved BIGINT NOT NULL DEFAULT 0,
  held BIGINT NOT NULL DEFAULT 0,
  given BIGINT NOT NULL DEFAULT 0,
  returned BIGINT NOT NULL DEFAULT 0,
  quarantined BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (campaign, item, position, part),
  CHECK (outside + pool + reserved + held + given + returned + quarantined = 0)
);

CREATE TABLE IF NOT EXISTS minutes (
  campaign INTEGER NOT NULL,
  minute_at BIGINT NOT NULL,
  claims BIGINT NOT NULL,
  uses BIGINT NOT NULL,
  misses BIGINT NOT NULL,
  grants BIGINT NOT NULL,
  units BIGINT NOT NULL,
  cents BIGINT NOT NULL,
  PRIMARY KEY (campaign, minute_at)
) WITH (fillfactor = 70);

CREATE TABLE IF NOT EXISTS users (
  campaign INTEGER NOT NULL,
  user_name VARCHAR(130) COLLATE "C" NOT NULL,
  claims BIGINT NOT NULL,
  uses BIGINT NOT NULL,
  chances BIGINT NOT NULL,
  last_draw_at BIGINT NOT NULL,
  last_position BIGINT NOT NULL,
  PRIMARY KEY (campaign, user_name)
) WITH (fillfactor = 70);

CREATE TABLE IF NOT EXISTS wallets (
  user_name VARCHAR(130) COLLATE "C" NOT NULL,
  currency VARCHAR(24) COLLATE "C" NOT NULL,
  opened_cents BIGINT NOT NULL,
  unopened_cents BIGINT NOT NULL,
  opened_packets BIGINT NOT NULL,
  unopened_packets BIGINT NOT NULL,
  PRIMARY KEY (user_name, currency)
) WITH (fillfactor = 70);

CREATE TABLE IF NOT EXISTS credits (
  campaign INTEGER NOT NULL,
  claim BIGINT NOT NULL,
  user_name VARCHAR(130) COLLATE "C" NOT NULL,
  source VARCHAR(130) COLLATE "C" NOT NULL,
  chances BIGINT NOT NULL,
  PRIMARY KEY (campaign, claim)
);

CREATE TABLE IF NOT EXISTS allocations (
  campaign INTEGER NOT NULL,
  number BIGINT NOT NULL,
  item INTEGER NOT NULL,
  units BIGINT NOT NULL,
  users BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  position BIGINT NOT NULL,
  ended_position BIGINT NOT NULL,
  PRIMARY KEY (campaign, number)
);

CREATE TABLE IF NOT EXISTS allotments (
  campaign INTEGER NOT NULL,
  user_name VARCHAR(130) COLLATE "C" NOT NULL,
  allocation BIGINT NOT NULL,
  item INTEGER NOT NULL,
  units_left BIGINT NOT NULL,
  PRIMARY KEY (campaign, user_name, allocation)
) WITH (fillfactor = 70);

CREATE INDEX IF NOT EXISTS allotments_by_allocation ON allotments (campaign, allocation);

CREATE TABLE IF NOT EXISTS list_changes (
  position BIGINT NOT NULL,
  user_name VARCHAR(130) COLLATE "C" NOT NULL,
  campaign INTEGER NOT NULL,
  list VARCHAR(24) COLLATE "C" NOT NULL,
  added INTEGER NOT NULL,
  PRIMARY KEY (position, user_name)
);

CREATE TABLE IF NOT EXISTS notices (
  position BIGINT NOT NULL,
  campaign INTEGER NOT NULL,
  item INTEGER NOT NULL,
  decided_at BIGINT NOT NULL,
  level VARCHAR(24) COLLATE "C" NOT NULL,
  available BIGINT NOT NULL,
  PRIMARY KEY (position)
);

CREATE TABLE IF NOT EXISTS positions (
  sink VARCHAR(24) COLLATE "C" NOT NULL,
  log_id VARCHAR(130) COLLATE "C" NOT NULL,
  position BIGINT NOT NULL,
  mark BIGINT NOT NULL,
  PRIMARY KEY (sink)
);

CREATE OR REPLACE VIEW holds AS
SELECT c.campaign, c.number AS claim, c.user_name, c.claim_key, c.position, c.decided_at,
  c.expires_at, c.extensions, c.ending, c.ended_at, c.ended_position
FROM claims c
WHERE c.outcome = 'held' OR (c.outcome = 'waiting' AND c.expires_at > 0);

CREATE OR REPLACE VIEW budgets AS
SELECT i.campaign, i.number AS item, i.name, i.unit, i.limited,
  SUM(-p.outside) AS total, SUM(p.pool) AS pool, SUM(p.reserved) AS reserved,
  SUM(p.held) AS held, SUM(p.given) AS given, SUM(p.quarantined) AS quarantined,
  SUM(p.returned) AS returned
FROM items i
JOIN pools p ON p.campaign = i.campaign AND p.item = i.number
GROUP BY i.campaign, i.number, i.name, i.unit, i.limited;

CREATE OR REPLACE VIEW balance AS
SELECT p.campaign, p.item, p.round,
  COALESCE(m.unbalanced, 0) AS unbalanced,
  p.outside - COALESCE(m.outside, 0) AS outside_off,
  p.pool - COALESCE(m.pool, 0) AS pool_off,
  p.reserved - COALESCE(m.reserved, 0) AS reserved_off,
  p.held - COALESCE(m.held, 0) AS held_off,
  p.given - COALESCE(m.given, 0) AS given_off,
  p.quarantined - COALESCE(m.quarantined, 0) AS quarantined_off,
  COALESCE(m.returned, 0) AS returned_off
FROM pools p
LEFT JOIN (
  SELECT campaign, item, round,
    SUM(CASE WHEN outside + pool + reserved + held + given + returned + quarantined = 0
      THEN 0 ELSE 1 END) AS unbalanced,
    SUM(outside) AS outside, SUM(pool) AS pool, SUM(reserved) AS reserved, SUM(held) AS held,
    SUM(given) AS given, SUM(returned) AS returned, SUM(quarantined) AS quarantined
  FROM movements
  GROUP BY campaign, item, round
) m ON m.campaign = p.campaign AND m.item = p.item AND m.round = p.round;
