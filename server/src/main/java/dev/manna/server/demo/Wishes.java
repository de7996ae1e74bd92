package dev.manna.server.demo;

import dev.manna.core.Event.Ending;
import dev.manna.server.crowd.Requests;
import dev.manna.server.demo.Giveaways.Kind;
import dev.manna.server.proof.Asked;
import org.jspecify.annotations.Nullable;

/**
 * What each claim of the demonstration asks for. All of it follows from the claim's number, so that
 * nothing needs to be kept to ask the same again.
 */
final class Wishes implements Asked {
  private static final String KEY = "claim-";

  private final Requests requests;
  private final int users;
  private int asked;

  Wishes(Requests requests, int users) {
    this.requests = requests;
    this.users = users;
  }

  /** Takes the next number. */
  int next() {
    return asked++;
  }

  /** How many claims there are, numbered from 0. */
  int asked() {
    return asked;
  }

  static Kind kind(int claim) {
    int of10 = part(claim, 1, 10);
    return of10 < 4 ? Kind.LOTTERY : of10 < 7 ? Kind.RAIN : Kind.SALE;
  }

  String user(int claim) {
    return "user-" + part(claim, 2, users);
  }

  static String key(int claim) {
    return KEY + claim;
  }

  /** Whether the user clicks twice, so that the claim is sent over two connections at once. */
  static boolean clickedTwice(int claim) {
    return part(claim, 3, 50) == 0;
  }

  /** The claim as it goes over the wire. */
  byte[] request(int claim) {
    Kind kind = kind(claim);
    StringBuilder body = new StringBuilder("{\"user\":\"").append(user(claim)).append('"');
    switch (kind) {
      case LOTTERY -> body.append(",\"draws\":").append(part(claim, 4, 10) == 0 ? 10 : 1);
      case RAIN -> {}
      case SALE -> lines(claim, body);
    }
    String path = "/v1/campaigns/" + kind.campaign + "/claims";
    return requests.post(path, key(claim), body.append('}').toString());
  }

  private static void lines(int claim, StringBuilder body) {
    int lines = 1 + part(claim, 5, 3);
    char separator = '[';
    body.append(",\"lines\":");
    for (int i = 0; i < lines; i++) {
      // The smaller of two numbers: the first SKUs are wanted most, and run out first.
      int sku = Math.min(part(claim, 6 + i, Giveaways.SKUS), part(claim, 16 + i, Giveaways.SKUS));
      body.append(separator).append("{\"sku\":\"").append(Giveaways.sku(sku));
      body.append("\",\"quantity\":").append(1 + part(claim, 26 + i, 2)).append('}');
      separator = ',';
    }
    body.append(']');
    if (isHold(claim)) {
      body.append(",\"holdSeconds\":").append(Giveaways.HOLD_SECONDS);
    }
  }

  private static boolean isHold(int claim) {
    return part(claim, 36, 10) < 6;
  }

  /** How the user ends what the claim holds; null if it is forgotten or nothing is held. */
  static @Nullable Ending ending(int claim) {
    int of10 = part(claim, 37, 10);
    return switch (kind(claim)) {
      case LOTTERY -> null;
      case RAIN -> of10 < 8 ? Ending.OPENED : null;
      case SALE -> {
        if (!isHold(claim)) {
          yield null;
        }
        yield of10 < 5 ? Ending.CONFIRMED : of10 < 8 ? Ending.CANCELLED : null;
      }
    };
  }

  /** The request that ends the hold of a grant. */
  byte[] settlement(String grant, Ending ending) {
    String word =
        switch (ending) {
          case OPENED -> "open";
          case CONFIRMED -> "confirm";
          case CANCELLED, EXPIRED -> "cancel";
        };
    return requests.post("/v1/grants/" + grant + "/" + word, null, "");
  }

  @Override
  public int number(String campaign, String user, String key) {
    if (!key.startsWith(KEY)) {
      return NOBODY;
    }
    int claim = Integer.parseInt(key, KEY.length(), key.length(), 10);
    boolean same =
        claim < asked && kind(claim).campaign.equals(campaign) && user(claim).equals(user);
    return same ? claim : NOBODY;
  }

  /** A number below {@code bound} that looks random, another for each use and claim. */
  private static int part(int claim, int use, int bound) {
    long mixed = (claim * 64L + use) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
    return (int) Math.floorMod(mixed ^ (mixed >>> 32), (long) bound);
  }
}
