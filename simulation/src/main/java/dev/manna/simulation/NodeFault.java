package dev.manna.simulation;

/** What nodes that share a log may meet, beside what every engine meets. */
public enum NodeFault {
  /** Another node was first. */
  CONFLICT,
  /** The log told a part of what was missing only. */
  CONFLICT_IN_PARTS,
  /** The answer to an append was lost, and the batch stands. */
  ANSWER_LOST,
  /** The answer to an append was lost, and the batch never stood. */
  REQUEST_LOST,
  /** The log could not be reached. */
  AWAY,
  /** A new epoch has begun, and who joined before appends no more. */
  FENCED,
  NODE_KILLED,
  /** The same, while nobody knew whether its last batch stands. */
  KILLED_IN_DOUBT,
  NODE_LEFT,
  /** A node has left its state for those who join. */
  SNAPSHOT_LEFT,
  /** The place of snapshots could not be reached. */
  SNAPSHOTS_AWAY,
  /** The beginning of the log was removed. */
  TRIMMED,
  /** Several nodes began with an empty log. */
  FOUNDED_AT_ONCE
}
