package dev.manna.ledger;

/** The books in Postgresql. */
final class PostgresqlLedgerTest extends LedgerContract {
  PostgresqlLedgerTest() {
    super(Places.POSTGRESQL);
  }
}
