/**
 * The log in PostgreSQL, which several nodes share: each decides on its own, and the database says
 * who is first. Beside it stands what they share otherwise: epochs, nodes, and snapshots for
 * whoever joins.
 */
@NullMarked
package dev.manna.log.postgres;

import org.jspecify.annotations.NullMarked;
