package dev.manna.core;

import org.jspecify.annotations.Nullable;

/**
 * A change of a campaign, as its history keeps it.
 *
 * @param number counted from 1 in its campaign
 * @param timeMillis when it was done
 * @param position where it stands in the log
 * @param author who did it and why, null where nobody was named
 * @param detail what exactly, in a few words; empty where the deed says it all
 * @param version of the campaign's definition once it was done
 * @param of the number of the proposed change that this approved or withdrew, else 0
 */
public record Changed(
    int number,
    long timeMillis,
    long position,
    @Nullable Author author,
    Deed deed,
    String detail,
    int version,
    int of) {
  /** So many of a campaign's changes are kept in memory, the latest; the log keeps all. */
  public static final int KEPT = 1_000;

  /** What can be done to a campaign. */
  public enum Deed {
    DEFINED,
    PUBLISHED,
    PAUSED,
    RESUMED,
    /** An equation of the books did not hold. */
    ALARMED,
    CLOSED,
    ADJUSTED,
    ENLISTED,
    ALLOCATED,
    REVEALED,
    /** What is asked for waits for a second person. */
    PROPOSED,
    /** A second person let a proposed change happen, which is the next. */
    APPROVED,
    /** A proposed change will not happen. */
    WITHDRAWN;

    /** The deed as every interface writes it. */
    public String word() {
      return switch (this) {
        case DEFINED -> "defined";
        case PUBLISHED -> "published";
        case PAUSED -> "paused";
        case RESUMED -> "resumed";
        case ALARMED -> "alarmed";
        case CLOSED -> "closed";
        case ADJUSTED -> "adjusted";
        case ENLISTED -> "enlisted";
        case ALLOCATED -> "allocated";
        case REVEALED -> "revealed";
        case PROPOSED -> "proposed";
        case APPROVED -> "approved";
        case WITHDRAWN -> "withdrawn";
      };
    }
  }
}
