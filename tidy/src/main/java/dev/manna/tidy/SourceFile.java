package dev.manna.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A text file: its path from the root of the repository, and what it says. */
record SourceFile(String path, String text) {
  boolean isJava() {
    return path.endsWith(".java");
  }

  boolean isMarkdown() {
    return path.endsWith(".md");
  }

  /** Whether somebody writes and reads this as code, rather than as data or prose. */
  boolean isCode() {
    return !isVendored()
        && (path.matches(".*\\.(java|js|mjs|css|html|sql|lua|sh)")
            || path.equals("manna")
            || path.equals(".ci/run"));
  }

  /** Copied from others, with their licence. */
  boolean isVendored() {
    return path.contains("/vendor/");
  }

  boolean isMainJava() {
    return isJava() && path.contains("/src/main/java/");
  }

  String folder() {
    return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
  }

  List<String> lines() {
    return text.lines().toList();
  }

  /** A message for each line in which the pattern is found. */
  List<String> linesWith(Pattern pattern) {
    List<String> found = new ArrayList<>();
    List<String> lines = lines();
    for (int i = 0; i < lines.size(); i++) {
      if (pattern.matcher(lines.get(i)).find()) {
        found.add(path + ":" + (i + 1) + ": " + lines.get(i).strip());
      }
    }
    return found;
  }
}
