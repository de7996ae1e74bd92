package dev.manna.ledger.query;

import java.time.LocalDate;

/**
 * What was claimed and given on a day of a campaign, in its time zone.
 *
 * @param startMillis when the day begins there
 * @param uses draws, entries, snatches and orders
 * @param misses draws and snatches that got nothing
 */
public record Day(
    LocalDate date,
    long startMillis,
    long claims,
    long uses,
    long misses,
    long grants,
    long units,
    long cents) {}
