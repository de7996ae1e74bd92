package dev.manna.server;

/** Which Manna this is. */
public final class Version {
  private Version() {}

  /** The version of the jar, or {@code development} where there is none. */
  public static String number() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  static String sentence() {
    return "manna " + number() + " on Java " + Runtime.version();
  }
}
