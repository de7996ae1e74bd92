package dev.manna.core.law;

/**
 * What a claim names beside its user, by the keyed hash under which it is counted.
 *
 * @param high 64 bits of the value's hash
 * @param low 16 more
 */
record Mark(String name, long high, int low) {}
