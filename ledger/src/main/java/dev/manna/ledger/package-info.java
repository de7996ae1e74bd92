/**
 * What happened, in SQL: books that people query, kept by a follower of the log in SQLite,
 * PostgreSQL, MariaDB or MySQL. Nothing here decides anything; whatever the books say follows from
 * the log, and they can be made again from it at any time.
 */
@NullMarked
package dev.manna.ledger;

import org.jspecify.annotations.NullMarked;
