package dev.manna.server;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A file of properties for somebody else's client, which may hold its secrets. */
final class PropertiesFile {
  private PropertiesFile() {}

  /**
   * Reads a file.
   *
   * @param fixed what may not stand in it
   * @throws Complaint that says what is wrong, and repeats no value
   */
  static Map<String, String> read(String file, Collection<String> fixed) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(file))) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new Complaint(file + ": cannot be read as properties: " + e, e);
    }
    Map<String, String> values = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (fixed.contains(key)) {
        throw new Complaint(
            file + ": " + key + ": is set by this server; any but " + String.join(", ", fixed));
      }
      values.put(key, properties.getProperty(key));
    }
    return values;
  }
}
