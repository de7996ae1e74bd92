package dev.manna.ledger;

/** Where units of an item can be; {@link #OUTSIDE} is everything that is not a campaign's. */
enum Account {
  OUTSIDE,
  /** What may be claimed. */
  POOL,
  /** Set aside for users who were named. */
  RESERVED,
  HELD,
  GIVEN,
  /** What has come back, for the moment in which it does: it is in the pool again at once. */
  RETURNED,
  /** What nobody may have until it is known whether somebody has it. */
  QUARANTINED
}
