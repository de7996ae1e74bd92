/**
 * The log in RocketMQ: a follower that sends each event's message at least once, in order within a
 * campaign, and keeps where it stands in a file.
 */
@NullMarked
package dev.manna.stream.rocketmq;

import org.jspecify.annotations.NullMarked;
