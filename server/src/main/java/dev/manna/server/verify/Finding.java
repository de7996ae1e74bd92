package dev.manna.server.verify;

import org.jspecify.annotations.Nullable;

/**
 * Something that a published log says wrongly.
 *
 * @param line of the file, counted from 1
 * @param position that the line must have
 * @param what the sentence
 * @param campaign whose claim it is about, null where it is about none
 * @param ticket of the claim
 */
public record Finding(
    long line, long position, String what, @Nullable String campaign, @Nullable String ticket) {
  /** The finding for people. */
  public String words() {
    return "line " + line + ", position " + position + ": " + what;
  }
}
