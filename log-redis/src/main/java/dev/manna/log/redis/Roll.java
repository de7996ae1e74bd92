package dev.manna.log.redis;

import dev.manna.core.Membership;
import dev.manna.core.Membership.Epochs;
import dev.manna.core.Membership.Member;

/**
 * Who is written down in the epochs of a log, and who of them lives.
 *
 * @param deadMillis whoever was not heard of for so long is taken for dead
 */
record Roll(Membership members, long deadMillis) {
  /** The last epoch in which anything can have been acknowledged: whoever appends has joined. */
  long closed(Epochs epochs) {
    long epoch = epochs.opened();
    while (epoch > 1 && members.members(epoch).isEmpty()) {
      epoch--;
    }
    return epoch;
  }

  /** Whether an epoch was opened by a recovery, and Redis may have been lost since. */
  boolean nobodyHasJoined(Epochs epochs) {
    return epochs.current() > 1 && members.members(epochs.current()).isEmpty();
  }

  /** Whoever lives there knows better than a stranger whether something is wrong. */
  boolean nobodyLives(Epochs epochs) {
    return members.members(epochs.current()).stream()
        .allMatch(each -> each.left() || each.dismissed() || isDead(each));
  }

  /** As long as Redis has run through, it has all that such a node has appended. */
  boolean anyDead(long epoch) {
    return members.members(epoch).stream().anyMatch(this::isDead);
  }

  private boolean isDead(Member member) {
    return !member.dismissed()
        && (member.lost() || (!member.left() && member.unseenMillis() > deadMillis));
  }
}
