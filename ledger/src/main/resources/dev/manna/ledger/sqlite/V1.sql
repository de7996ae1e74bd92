-- The books, first version. Times are milliseconds since 1970 UTC; money is in cents, the smallest
-- unit of its currency; campaigns and items are meant by the numbers that the log gives them.
-- docs/reference/ledger.md says what each column is.

CREATE TABLE IF NOT EXISTS campaigns (
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  currency TEXT NOT NULL,
  chances INTEGER NOT NULL,
  version INTEGER NOT NULL,
  status TEXT NOT NULL,
  claims INTEGER NOT NULL,
  grants INTEGER NOT NULL,
  allocations INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_position INTEGER NOT NULL,
  PRIMARY KEY (number),
  UNIQUE (name)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS versions (
  campaign INTEGER NOT NULL,
  version INTEGER NOT NULL,
  position INTEGER NOT NULL,
  decided_at INTEGER NOT NULL,
  title TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  time_zone TEXT NOT NULL,
  definition BLOB NOT NULL,
  PRIMARY KEY (campaign, version)
);

CREATE TABLE IF NOT EXISTS changes (
  position INTEGER NOT NULL,
  campaign INTEGER NOT NULL,
  decided_at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (position)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS items (
  campaign INTEGER NOT NULL,
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  unit TEXT NOT NULL,
  limited INTEGER NOT NULL,
  PRIMARY KEY (campaign, number)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS rounds (
  campaign INTEGER NOT NULL,
  number INTEGER NOT NULL,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  PRIMARY KEY (campaign, number)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS pools (
  campaign INTEGER NOT NULL,
  item INTEGER NOT NULL,
  round INTEGER NOT NULL,
  defined INTEGER NOT NULL,
  outside INTEGER NOT NULL,
  pool INTEGER NOT NULL,
  reserved INTEGER NOT NULL,
  held INTEGER NOT NULL,
  given INTEGER NOT NULL,
  quarantined INTEGER NOT NULL,
  returned INTEGER NOT NULL,
  PRIMARY KEY (campaign, item, round),
  CHECK (outside + pool + reserved + held + given + quarantined = 0)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS claims (
  campaign INTEGER NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  user_name TEXT NOT NULL,
  claim_key TEXT NOT NULL,
  position INTEGER NOT NULL,
  decided_at INTEGER NOT NULL,
  uses INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  first_grant INTEGER NOT NULL,
  grants INTEGER NOT NULL,
  expires_at INTEGER NOT NULL DEFAULT 0,
  extensions INTEGER NOT NULL DEFAULT 0,
  ending TEXT NOT NULL DEFAULT '',
  ended_at INTEGER NOT NULL DEFAULT 0,
  ended_position INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (campaign, number)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS claims_by_user ON claims (user_name, campaign, number);

CREATE INDEX IF NOT EXISTS claims_by_key ON claims (claim_key, campaign, number);

CREATE TABLE IF NOT EXISTS grants (
  campaign INTEGER NOT NULL,
  number INTEGER NOT NULL,
  claim INTEGER NOT NULL,
  part INTEGER NOT NULL,
  item INTEGER NOT NULL,
  round INTEGER NOT NULL DEFAULT 0,
  units INTEGER NOT NULL,
  cents INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL,
  returned INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL,
  granted_at INTEGER NOT NULL,
  state_position INTEGER NOT NULL,
  state_at INTEGER NOT NULL,
  PRIMARY KEY (campaign, number)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS movements (
  campaign INTEGER NOT NULL,
  item INTEGER NOT NULL,
  position INTEGER NOT NULL,
  part INTEGER NOT NULL,
  decided_at INTEGER NOT NULL,
  round INTEGER NOT NULL DEFAULT 0,
  grant_number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  outside INTEGER NOT NULL DEFAULT 0,
  pool INTEGER NOT NULL,
  reserved INTEGER NOT NULL DEFAULT 0,
  held INTEGER NOT NULL DEFAULT 0,
  given INTEGER NOT NULL DEFAULT 0,
  returned INTEGER NOT NULL DEFAULT 0,
  quarantined INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (campaign, item, position, part),
  CHECK (outside + pool + reserved + held + given + returned + quarantined = 0)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS minutes (
  campaign INTEGER NOT NULL,
  minute_at INTEGER NOT NULL,
  claims INTEGER NOT NULL,
  uses INTEGER NOT NULL,
  misses INTEGER NOT NULL,
  grants INTEGER NOT NULL,
  units INTEGER NOT NULL,
  cents INTEGER NOT NULL,
  PRIMARY KEY (campaign, minute_at)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS users (
  campaign INTEGER NOT NULL,
  user_name TEXT NOT NULL,
  claims INTEGER NOT NULL,
  uses INTEGER NOT NULL,
  chances INTEGER NOT NULL,
  last_draw_at INTEGER NOT NULL,
  last_position INTEGER NOT NULL,
  PRIMARY KEY (campaign, user_name)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS wallets (
  user_name TEXT NOT NULL,
  currency TEXT NOT NULL,
  opened_cents INTEGER NOT NULL,
  unopened_cents INTEGER NOT NULL,
  opened_packets INTEGER NOT NULL,
  unopened_packets INTEGER NOT NULL,
  PRIMARY KEY (user_name, currency)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS credits (
  campaign INTEGER NOT NULL,
  claim INTEGER NOT NULL,
  user_name TEXT NOT NULL,
  source TEXT NOT NULL,
  chances INTEGER NOT NULL,
  PRIMARY KEY (campaign, claim)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS allocations (
  campaign INTEGER NOT NULL,
  number INTEGER NOT NULL,
  item INTEGER NOT NULL,
  units INTEGER NOT NULL,
  users INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  position INTEGER NOT NULL,
  ended_position INTEGER NOT NULL,
  PRIMARY KEY (campaign, number)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS allotments (
  campaign INTEGER NOT NULL,
  user_name TEXT NOT NULL,
  allocation INTEGER NOT NULL,
  item INTEGER NOT NULL,
  units_left INTEGER NOT NULL,
  PRIMARY KEY (campaign, user_name, allocation)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS allotments_by_allocation ON allotments (campaign, allocation);

CREATE TABLE IF NOT EXISTS list_changes (
  position INTEGER NOT NULL,
  user_name TEXT NOT NULL,
  campaign INTEGER NOT NULL,
  list TEXT NOT NULL,
  added INTEGER NOT NULL,
  PRIMARY KEY (position, user_name)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS notices (
  position INTEGER NOT NULL,
  campaign INTEGER NOT NULL,
  item INTEGER NOT NULL,
  decided_at INTEGER NOT NULL,
  level TEXT NOT NULL,
  available INTEGER NOT NULL,
  PRIMARY KEY (position)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS positions (
  sink TEXT NOT NULL,
  log_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  mark INTEGER NOT NULL,
  PRIMARY KEY (sink)
) WITHOUT ROWID;

CREATE VIEW IF NOT EXISTS holds AS
SELECT c.campaign, c.number AS claim, c.user_name, c.claim_key, c.position, c.decided_at,
  c.expires_at, c.extensions, c.ending, c.ended_at, c.ended_position
FROM claims c
WHERE c.outcome = 'held' OR (c.outcome = 'waiting' AND c.expires_at > 0);

CREATE VIEW IF NOT EXISTS budgets AS
SELECT i.campaign, i.number AS item, i.name, i.unit, i.limited,
  SUM(-p.outside) AS total, SUM(p.pool) AS pool, SUM(p.reserved) AS reserved,
  SUM(p.held) AS held, SUM(p.given) AS given, SUM(p.quarantined) AS quarantined,
  SUM(p.returned) AS returned
FROM items i
JOIN pools p ON p.campaign = i.campaign AND p.item = i.number
GROUP BY i.campaign, i.number, i.name, i.unit, i.limited;

CREATE VIEW IF NOT EXISTS balance AS
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
