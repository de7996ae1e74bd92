/**
 * A real RocketMQ for tests: name server, broker and proxy in one process that a test starts,
 * stops, kills and holds. It ships with nothing.
 */
@NullMarked
package dev.manna.stream.rocketmq.broker;

import org.jspecify.annotations.NullMarked;
