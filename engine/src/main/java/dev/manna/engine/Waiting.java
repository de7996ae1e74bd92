package dev.manna.engine;

import dev.manna.core.Engine.Receiver;
import dev.manna.core.law.Prepared;

/** A request in the queue, and who waits for its reply. */
record Waiting(Prepared prepared, Receiver receiver) {}
