package dev.manna.server;

import dev.manna.stream.rocketmq.RocketMqTarget.Access;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** How to sign in to a RocketMQ, as a file of properties says it. */
final class RocketMqAccess {
  private static final List<String> KNOWN = List.of("accessKey", "namespace", "secretKey", "tls");

  private RocketMqAccess() {}

  /**
   * Reads what a file holds.
   *
   * @throws Complaint that says what is wrong, and repeats no value
   */
  static Access of(String file, Map<String, String> properties) {
    TreeSet<String> unknown = new TreeSet<>(properties.keySet());
    KNOWN.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new Complaint(
          file + ": " + unknown.first() + ": is not known; allowed: " + String.join(", ", KNOWN));
    }
    String tls = properties.getOrDefault("tls", "false");
    if (!tls.equals("true") && !tls.equals("false")) {
      throw new Complaint(file + ": tls: true or false is allowed");
    }
    String accessKey = properties.get("accessKey");
    String secretKey = properties.get("secretKey");
    if ((accessKey == null) != (secretKey == null)) {
      String missing = accessKey == null ? "accessKey" : "secretKey";
      throw new Complaint(file + ": " + missing + ": is missing; it goes with the other key");
    }
    String namespace = properties.getOrDefault("namespace", "");
    return new Access(tls.equals("true"), namespace, accessKey, secretKey);
  }
}
