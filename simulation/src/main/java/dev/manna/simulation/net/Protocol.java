package dev.manna.simulation.net;

/** What is spoken over a connection, as far as a proxy listens: it knows who commits, and when. */
public enum Protocol {
  /** Bytes of which nothing is known. */
  ANY,
  /** PostgreSQL, version 3 of its protocol, without TLS. */
  POSTGRESQL,
  /** MariaDB and MySQL, without TLS. */
  MARIADB;

  CommitWatch watch() {
    return switch (this) {
      case ANY -> passing -> false;
      case POSTGRESQL -> new PostgresqlWatch();
      case MARIADB -> new MariaDbWatch();
    };
  }
}
