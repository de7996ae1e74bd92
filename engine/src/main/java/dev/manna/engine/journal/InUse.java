package dev.manna.engine.journal;

import java.io.IOException;

/** Another process has the directory. */
public final class InUse extends IOException {
  private static final long serialVersionUID = 1L;

  InUse(String directory) {
    super(
        "another process is using "
            + directory
            + ". Stop it first, or name another directory; one directory serves one process");
  }
}
