package dev.manna.core;

/**
 * Who changes something, and why.
 *
 * @param actor an id of the operators' own: printable ASCII without spaces, 1 to 64 characters
 * @param reason for people: any Unicode, 1 to 200 characters
 */
public record Author(String actor, String reason) {
  /** The header that names the actor. */
  public static final String ACTOR = "Manna-Actor";

  /** The header that says why. */
  public static final String REASON = "Manna-Reason";

  /** As long as a user's: both come from somebody's identity system. */
  public static final int MAX_ACTOR = 64;

  public Author {
    Ids.printable(ACTOR, actor, MAX_ACTOR);
    Malformed.unless(!reason.isBlank(), REASON, "is empty; a change has a reason");
    Ids.title(REASON, reason);
  }
}
