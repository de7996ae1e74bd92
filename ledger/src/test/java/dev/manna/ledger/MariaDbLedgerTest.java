package dev.manna.ledger;

/** The books in MariaDb. */
final class MariaDbLedgerTest extends LedgerContract {
  MariaDbLedgerTest() {
    super(Places.MARIADB);
  }
}
