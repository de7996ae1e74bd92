package dev.manna.ledger;

/** The books in Sqlite. */
final class SqliteLedgerTest extends LedgerContract {
  SqliteLedgerTest() {
    super(Places.SQLITE);
  }
}
