package dev.manna.core;

/** What an {@link Engine} may be asked: to do something, or to say how things stand. */
public sealed interface Request permits Command, Query {}
