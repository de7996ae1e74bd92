package dev.manna.server.cli;

import dev.manna.core.Ids;
import dev.manna.core.Malformed;
import dev.manna.server.Complaint;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Checks the values of options: what was found, what is allowed. */
final class Arguments {
  private Arguments() {}

  static void within(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw new Complaint("%s %d: %d to %d are allowed".formatted(option, value, least, most));
    }
  }

  /** An id of a campaign. */
  static void name(String option, String id) {
    try {
      Ids.name("an id", id);
    } catch (Malformed e) {
      throw new Complaint(option + " \"" + id + "\": " + e.getMessage(), e);
    }
  }

  /** The address of a server: {@code http://host:port}. */
  static URI url(String option, String text) {
    String wrong =
        option + " \"" + text + "\": an address such as http://127.0.0.1:7070 is allowed";
    try {
      URI uri = new URI(text);
      if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
        throw new Complaint(wrong);
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new Complaint(wrong, e);
    }
  }

  /** A directory that is not there yet, or holds nothing. */
  static void emptyDirectory(String option, Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.list(path)) {
      if (files.findAny().isPresent()) {
        throw new Complaint(option + " " + path + ": is not empty; name a new directory");
      }
    } catch (IOException e) {
      throw new Complaint(option + " " + path + ": is not a directory that can be read", e);
    }
  }
}
