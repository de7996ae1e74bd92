package dev.manna.server.forecast;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manna.core.Campaign;
import dev.manna.core.Malformed;
import dev.manna.server.Complaint;
import dev.manna.server.crowd.Operator;
import dev.manna.server.http.DefinitionDocument;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a definition comes from: a file with the body of a PUT, or a running server. */
public final class DefinitionSource {
  private static final String CAMPAIGNS = "/v1/campaigns/";

  private DefinitionSource() {}

  /**
   * Reads a definition.
   *
   * @param option the option that named it, for complaints
   * @param where a file, or {@code http://host:port/v1/campaigns/ID}
   */
  public static Campaign read(String option, String where) {
    byte[] json = where.startsWith("http://") ? running(option, where) : file(option, where);
    try {
      return DefinitionDocument.read(json);
    } catch (Malformed e) {
      throw new Complaint(option + " " + where + ": " + e.getMessage(), e);
    }
  }

  private static byte[] file(String option, String where) {
    try {
      return Files.readAllBytes(Path.of(where));
    } catch (IOException e) {
      throw new Complaint(option + " " + where + ": cannot be read; name a file", e);
    }
  }

  private static byte[] running(String option, String where) {
    int at = where.indexOf(CAMPAIGNS);
    if (at < 0) {
      throw new Complaint(
          option
              + " "
              + where
              + ": an address such as http://127.0.0.1:7070/v1/campaigns/wheel is allowed");
    }
    try (Operator operator = new Operator(URI.create(where.substring(0, at)))) {
      return operator.definition(where.substring(at + CAMPAIGNS.length())).getBytes(UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Complaint(option + " " + where + ": is no address", e);
    }
  }
}
