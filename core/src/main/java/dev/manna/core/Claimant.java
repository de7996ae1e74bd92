package dev.manna.core;

/**
 * Who asks, under which key, and the hashes by which the tables know them.
 *
 * @param userHigh 64 bits of the user's keyed hash
 * @param userLow 16 more, in the lowest bits
 * @param keyHash 64 bits of the key's
 */
public record Claimant(String user, String key, long userHigh, int userLow, long keyHash) {}
