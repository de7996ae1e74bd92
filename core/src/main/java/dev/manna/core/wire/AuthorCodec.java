package dev.manna.core.wire;

import dev.manna.core.Author;
import org.jspecify.annotations.Nullable;

/** Who did something and why, as bytes; a reader of a state needs it too. */
public final class AuthorCodec {
  private AuthorCodec() {}

  /** Writes whether somebody is named, and who. */
  public static void write(@Nullable Author author, Encoder to) {
    to.put(author == null ? 0 : 1);
    if (author != null) {
      named(author, to);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static @Nullable Author read(Decoder from) {
    return EventCodec.yes(from) ? named(from) : null;
  }

  /** Writes who. */
  public static void named(Author author, Encoder to) {
    to.ascii(author.actor());
    to.text(author.reason());
  }

  /** Reads who. */
  public static Author named(Decoder from) {
    return new Author(from.ascii(), from.text());
  }
}
