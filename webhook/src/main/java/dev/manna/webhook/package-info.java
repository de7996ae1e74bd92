/**
 * Webhooks: what happened is posted to targets, signed, each at its own rate, and again until it is
 * answered or a day is over. Each target is a follower of the log ({@link
 * dev.manna.webhook.HookSink}) that puts what it wants into an {@link dev.manna.webhook.Outbox}
 * together with where it stands; {@link dev.manna.webhook.Deliveries} sends it from there. No
 * thread starts here.
 */
@NullMarked
package dev.manna.webhook;

import org.jspecify.annotations.NullMarked;
