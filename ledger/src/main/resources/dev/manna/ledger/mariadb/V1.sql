-- The books, first version. Times are milliseconds since 1970 UTC; money is in cents, the smallest
-- unit of its currency; campaigns and items are meant by the numbers that the log gives them.
-- docs/reference/ledger.md says what each column is.

CREATE TABLE IF NOT EXISTS campaigns (
  number INT NOT NULL,
  name VARCHAR(130) NOT NULL,
  kind VARCHAR(24) NOT NULL,
  currency VARCHAR(24) NOT NULL,
  chances INT NOT NULL,
  version INT NOT NULL,
  status VARCHAR(24) NOT NULL,
  claims BIGINT NOT NULL,
  grants BIGINT NOT NULL,
  allocations BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_position BIGINT NOT NULL,
  PRIMARY KEY (number),
  UNIQUE (name)
) ENGINE = InnoDB CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE IF NOT EXISTS versions (
  campaign INT NOT NULL,
  version INT NOT NULL,
  position BIGINT NOT NULL,
  decided_at BIGINT NOT NULL,
  title VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  time_zone VARCHAR(130) NOT NULL,
  definition LONGBLOB NOT NULL,
  PRIMARY KEY (campaign, version)
) ENGINE = InnoDB CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE IF NOT EXISTS changes (
  position BIGINT NOT NULL,
  campaign INT NOT NULL,
  decided_at BIGINT NOT NULL,
  kind VARCHAR(24) NOT NULL,
  actor VARCHAR(130) NOT NULL,
  reason VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  PRIMARY KEY (position)
) ENGINE = InnoDB CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE IF NOT EXISTS items (
  campaign INT NOT NULL,
  number INT NOT NULL,
  name VARCHAR(130) NOT NULL,
  unit VARCHAR(24) NOT NULL,
  limited INT NOT NULL,
  PRIMARY KEY (campaign, number)
) ENGINE = InnoDB CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE IF NOT EXISTS rounds (
  campaign INT NOT NULL,
  number INT NOT NULL,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  PRIMARY KEY (campaign, number)
) ENGINE = InnoDB CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE IF NOT EXISTS pools (
  campaign INT NOT NULL,
  item INT NOT NULL,
  round INT NOT NULL,
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
) ENGINE = InnoDB CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE IF NOT EXISTS claims (
  campaign INT NOT NULL,
  number BIGINT NOT NULL,
  kind VARCHAR(24) NOT NULL,
  user_name VARCHAR(130) NOT NULL,
  claim_key VARCHAR(96) NOT NULL,
  position BIGINT NOT NULL,
  decided_at BIGINT NOT NULL,
  uses INT NOT NULL,
  outcome VARCHAR(24) NOT NULL,
  first_grant BIGINT NOT NULL,
  grants INT NOT NULL,
  expires_at BIGINT NOT NULL DEFAULT 0,
  extensions INT NOT NULL DEFAULT 0,
  ending VARCHAR(24) NOT NULL DEFAULT '',
  ended_at BIGINT NOT NULL DEFAULT 0,
  ended_position BIGINT NOT NULL DEFAULT 0,
  INDEX claims_by_user (user_name, campaign, number),
  INDEX claims_by_key (claim_key, campaign, number),
  PRIMARY KEY (campaign, number)
) ENGINE = InnoDB CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE IF NOT EXISTS grants (
  campaign INT NOT NULL,
  number BIGINT NOT NULL,
  claim BIGINT NOT NULL,
  part INT NOT NULL,
  item INT NOT NULL,
  round INT NOT NULL DEFAULT 0,
  units BIGINT NOT NULL,
  cents BIGINT NOT NULL DEFAULT 0,
  state VARCHAR(24) NOT NULL,
  returned BIGINT NOT NULL DEFAULT 0,
  position BIGINT NOT NULL,
  granted_at BIGINT NOT NULL,
  state_position BIGINT NOT NULL,
  state_at BIGINT NOT NULL,
  PRIMARY KEY (campaign, number)
) ENGINE = InnoDB CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE IF NOT EXISTS movements (
  campaign INT NOT NULL,
  item INT NOT NULL,
  position BIGINT NOT NULL,
  part INT NOT NULL,
  decided_at BIGINT NOT NULL,
  round INT NOT NULL DEFAULT 0,
  grant_number BIGINT NOT NULL,
  kind VARCHAR(24) NOT NULL,
  outside BIGINT NOT NULL DEFAULT 0,
  pool BIGINT NOT NULL,
  reserved BIGINT NOT NULL DEFAULT 0,
  held BIGINT NOT NULL DEFAULT 0,
  given BIGINT NOT NULL DEFAULT 0,
  returned BIGINT NOT NULL DEFAULT 0,
  quarantined BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (campaign, item, position, part),
  CHECK (outside + pool + reserved + held + given + returned + quarantined = 0)
) ENGINE = InnoDB CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE IF NOT EXISTS minutes (
  campaign INT NOT NULL,
  minute_at BIGINT NOT NULL,
  claims BIGINT NOT NULL,
  uses BIGINT NOT NULL,
  misses BIGINT NOT NULL,
  grants BIGINT NOT NULL,
  units BIGINT NOT NULL,
  cents BIGINT NOT NULL,
  PRIMARY KEY (campaign, minute_at)
) ENGINE = InnoDB CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE IF NOT EXISTS users (
  campaign INT NOT NULL,
  user_name VARCHAR(130) NOT NULL,
  claims BIGINT NOT NULL,
  uses BIGINT NOT NULL,
  chances BIGINT NOT NULL,
  last_draw_at BIGINT NOT NULL,
  last_position BIGINT NOT NULL,
  PRIMARY KEY (campaign, user_name)
) ENGINE = InnoDB CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE IF NOT EXISTS wallets (
  user_name VARCHAR(130) NOT NULL,
  currency VARCHAR(24) NOT NULL,
  opened_cents BIGINT NOT NULL,
  unopened_cents BIGINT NOT NULL,
  opened_packets BIGINT NOT NULL,
  unopened_packets BIGINT NOT NULL,
  PRIMARY KEY (user_name, currency)
) ENGINE = InnoDB CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE IF NOT EXISTS credits (
  campaign INT NOT NULL,
  claim BIGINT NOT NULL,
  user_name VARCHAR(130) NOT NULL,
  source VARCHAR(130) NOT NULL,
  chances BIGINT NOT NULL,
  PRIMARY KEY (campaign, claim)
) ENGINE = InnoDB CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE IF NOT EXISTS allocations (
  campaign INT NOT NULL,
  number BIGINT NOT NULL,
  item INT NOT NULL,
  units BIGINT NOT NULL,
  users BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  position BIGINT NOT NULL,
  ended_position BIGINT NOT NULL,
  PRIMARY KEY (campaign, number)
) ENGINE = InnoDB CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE IF NOT EXISTS allotments (
  campaign INT NOT NULL,
  user_name VARCHAR(130) NOT NULL,
  allocation BIGINT NOT NULL,
  item INT NOT NULL,
  units_left BIGINT NOT NULL,
  INDEX allotments_by_allocation (campaign, allocation),
  PRIMARY KEY (campaign, user_name, allocation)
) ENGINE = InnoDB CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE IF NOT EXISTS list_changes (
  position BIGINT NOT NULL,
  user_name VARCHAR(130) NOT NULL,
  campaign INT NOT NULL,
  list VARCHAR(24) NOT NULL,
  added INT NOT NULL,
  PRIMARY KEY (position, user_name)
) ENGINE = InnoDB CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE IF NOT EXISTS notices (
  position BIGINT NOT NULL,
  campaign INT NOT NULL,
  item INT NOT NULL,
  decided_at BIGINT NOT NULL,
  level VARCHAR(24) NOT NULL,
  available BIGINT NOT NULL,
  PRIMARY KEY (position)
) ENGINE = InnoDB CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE IF NOT EXISTS positions (
  sink VARCHAR(24) NOT NULL,
  log_id VARCHAR(130) NOT NULL,
  position BIGINT NOT NULL,
  mark BIGINT NOT NULL,
  PRIMARY KEY (sink)
) ENGINE = InnoDB CHARACTER SET ascii COLLATE ascii_bin;

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
