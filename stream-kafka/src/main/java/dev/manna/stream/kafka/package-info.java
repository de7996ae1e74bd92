/**
 * The log in Kafka: a follower that writes each event's message once, together with where it
 * stands.
 */
@NullMarked
package dev.manna.stream.kafka;

import org.jspecify.annotations.NullMarked;
