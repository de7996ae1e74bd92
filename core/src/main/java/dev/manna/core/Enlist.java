package dev.manna.core;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * Puts users on a list of a campaign, or takes them off it. Who is there already, or is not, stays
 * so.
 */
public record Enlist(String campaign, Roll roll, boolean add, List<String> users)
    implements Command {
  /** As many names as fit well into one event. */
  public static final int MAX_USERS = 10_000;

  public Enlist {
    Ids.name("campaign", campaign);
    Malformed.within("users", users.size(), 1, MAX_USERS);
    users.forEach(Ids::user);
    users = List.copyOf(new LinkedHashSet<>(users));
  }

  /** The lists that every campaign has. */
  public enum Roll {
    /** Who may not claim. */
    BLOCK,
    /** Who may, where the terms say that only those may. */
    ALLOW;

    /** The list as every interface writes it. */
    public String word() {
      return switch (this) {
        case BLOCK -> "block";
        case ALLOW -> "allow";
      };
    }
  }
}
