package dev.manna.engine.journal;

import java.io.IOException;

/**
 * The files of a log are not as they were written: something that was acknowledged is unreadable,
 * missing, or belongs elsewhere. Nothing was changed.
 */
public final class Damaged extends IOException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final long offset;
  private final long goodPosition;

  Damaged(String file, long offset, String what) {
    this(file, offset, what, 0);
  }

  Damaged(String file, long offset, String what, long goodPosition) {
    super(
        file
            + " is damaged at byte "
            + offset
            + ": "
            + what
            + ". Nothing was changed. Keep all files as they are, and put back a good copy of the"
            + " directory.");
    this.file = file;
    this.offset = offset;
    this.goodPosition = goodPosition;
  }

  /** The name of the file in its directory. */
  public String file() {
    return file;
  }

  /** The first byte in the file that cannot be believed. */
  public long offset() {
    return offset;
  }

  /** The last position before the damage, 0 where nobody has looked. */
  public long goodPosition() {
    return goodPosition;
  }
}
