package dev.manna.ledger.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a {@link Listing}. It may be shorter than was asked for, and even empty, where much had
 * to be looked at; the end is there when {@code next} is null.
 *
 * @param rows of each row a value for each column: a {@code Long}, or text
 * @param next sent back with the same question, what begins the next page
 */
public record Page(List<Object[]> rows, @Nullable String next) {}
