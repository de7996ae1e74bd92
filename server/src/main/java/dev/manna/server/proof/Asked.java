package dev.manna.server.proof;

/** Who asked what, by number of claim. */
public interface Asked {
  /** The number of nobody's claim. */
  int NOBODY = -1;

  /** The number of the claim that was asked with these, or {@link #NOBODY}. */
  int number(String campaign, String user, String key);
}
