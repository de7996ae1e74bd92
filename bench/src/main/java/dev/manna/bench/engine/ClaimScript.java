package dev.manna.bench.engine;

import dev.manna.bench.Unverified;
import dev.manna.simulation.net.RedisProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Claims that a script decides in Redis, one a call, asked for by redis-benchmark. */
final class ClaimScript {
  static final int PIPELINED = 16;
  static final int CLIENTS = 50;

  /** The most different numbers that redis-benchmark draws: the user and the key are such. */
  private static final int NUMBERS = Integer.MAX_VALUE;

  private static final String NUMBER = "__rand_int__";
  private static final long PLENTY = 1_000_000_000_000L;

  private static final Pattern RATE = Pattern.compile("(?m)^\"[^\"]*\",\"([0-9.]+)\"");

  private static final String UNITS = "{claim}:units";
  private static final String USERS = "{claim}:users";
  private static final String REPLIES = "{claim}:replies";
  private static final String GIVEN = "{claim}:given";
  private static final String AGAIN = "{claim}:again";

  private final RedisProcess redis;
  private final Path program;
  private final String digest;

  private ClaimScript(RedisProcess redis, Path program, String digest) {
    this.redis = redis;
    this.program = program;
    this.digest = digest;
  }

  static ClaimScript in(RedisProcess redis, Path program) throws IOException {
    try (InputStream in = ClaimScript.class.getResourceAsStream("claim.lua")) {
      if (in == null) {
        throw new IOException("claim.lua is missing in the jar");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new ClaimScript(redis, program, redis.ask("SCRIPT", "LOAD", text));
    }
  }

  /**
   * Claims in a second; what is missing is what was given, to users and under keys.
   *
   * @param requests a multiple of those that a client pipelines: it sends no fewer at a time
   */
  double perSecond(int requests, int perUser) throws IOException, InterruptedException {
    redis.ask("UNLINK", UNITS, USERS, REPLIES, GIVEN, AGAIN);
    redis.ask("MSET", UNITS, "" + PLENTY, AGAIN, "0");
    double rate = run(requests, perUser);
    long given = requests - Long.parseLong(redis.ask("GET", AGAIN));
    Unverified.unlessEqual(
        "units missing", given, PLENTY - Long.parseLong(redis.ask("GET", UNITS)));
    Unverified.unlessEqual("entries", given, Long.parseLong(redis.ask("XLEN", GIVEN)));
    Unverified.unlessEqual("keys", given, Long.parseLong(redis.ask("HLEN", REPLIES)));
    return rate;
  }

  private double run(int requests, int perUser) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            program.toString(),
            "-p",
            redis.uri().replaceAll(".*:", ""),
            "-n",
            "" + requests,
            "-c",
            "" + CLIENTS,
            "-P",
            "" + PIPELINED,
            "-r",
            "" + NUMBERS,
            "--csv",
            "EVALSHA",
            digest,
            "5",
            UNITS,
            USERS,
            REPLIES,
            GIVEN,
            AGAIN,
            NUMBER,
            NUMBER,
            "" + perUser);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher rate = RATE.matcher(said);
    if (process.waitFor() != 0 || !rate.find()) {
      throw new IOException("redis-benchmark failed: " + said);
    }
    return Double.parseDouble(rate.group(1));
  }
}
