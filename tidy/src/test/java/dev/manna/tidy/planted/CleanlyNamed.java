package dev.manna.tidy.planted;

/** Breaks no rule. */
public record CleanlyNamed(int x) {}
