package dev.manna.simulation.audit;

import dev.manna.core.Grant;

/**
 * Where a grant stands.
 *
 * @param number its number in the campaign, counted from 1
 * @param item what it is of; of money, the packet
 * @param cents the money of a packet, else 0
 * @param returned how many units came back after they were given
 * @param position where its claim stands in the log
 */
public record Standing(
    String campaign,
    int number,
    String user,
    String key,
    String item,
    int round,
    long units,
    long cents,
    Grant.State state,
    long returned,
    long position) {}
