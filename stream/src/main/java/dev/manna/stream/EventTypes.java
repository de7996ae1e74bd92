package dev.manna.stream;

import java.util.List;
import java.util.stream.Stream;

/** The types of all messages there are, as {@code docs/reference/streams.md} lists them. */
public final class EventTypes {
  /** In the order of that page. */
  public static final List<String> ALL =
      Stream.of(
              "founded",
              "defined",
              "steered",
              "adjusted",
              "drawn",
              "entered",
              "won",
              "raffleended",
              "snatched",
              "deducted",
              "waited",
              "served",
              "waitended",
              "settled",
              "extended",
              "regained",
              "returned",
              "cartset",
              "cartemptied",
              "noticed",
              "epochopened",
              "quarantined",
              "released",
              "redeemed",
              "credited",
              "enlisted",
              "allocated",
              "allocationended",
              "revealed",
              "campaignsettled",
              "authored",
              "proposed",
              "approved",
              "withdrawn")
          .map(Envelope::type)
          .toList();

  private EventTypes() {}
}
