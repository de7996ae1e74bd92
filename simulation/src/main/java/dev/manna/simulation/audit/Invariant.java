package dev.manna.simulation.audit;

/**
 * The verdict on one promise.
 *
 * @param name as every interface writes it
 * @param held whether it held for every prefix of the log
 * @param detail the promise in a sentence, or where and how it was first broken
 */
public record Invariant(String name, boolean held, String detail) {}
