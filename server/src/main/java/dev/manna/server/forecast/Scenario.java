package dev.manna.server.forecast;

import dev.manna.core.Campaign;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.RedPacket;
import dev.manna.core.Sale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A campaign and the crowd that comes to it.
 *
 * @param name what reports call the definition
 * @param claims how many times each user claims
 * @param draws of a lottery, in each claim
 * @param millis how long the crowd comes, from the campaign's start or its first round on
 * @param holdMillis how long an order holds its goods for the payment, 0 for given at once
 * @param paidPerCent how many of a hundred orders are paid before their hold ends
 */
public record Scenario(
    String name,
    Campaign definition,
    int users,
    int claims,
    int draws,
    long millis,
    Arrivals arrivals,
    long holdMillis,
    int paidPerCent) {
  /** When a campaign that has always been open is taken to begin: 2026-01-01T00:00:00Z. */
  private static final long BEGIN = 1_767_225_600_000L;

  long startMillis() {
    long start = definition.opensMillis(0);
    return start == 0 ? BEGIN : start;
  }

  /** What a unit of each item is worth, in cents; what is not named is worth nothing. */
  Map<String, Long> valuesCents() {
    return switch (definition) {
      case RedPacket rain -> Map.of("budget", 1L);
      case Lottery lottery ->
          lottery.prizes().stream()
              .collect(Collectors.toMap(Prize::id, prize -> prize.rules().valueCents()));
      case Sale sale -> Map.of();
    };
  }

  /** The same crowd at another campaign. */
  public Scenario with(String other, Campaign another) {
    return new Scenario(
        other, another, users, claims, draws, millis, arrivals, holdMillis, paidPerCent);
  }
}
