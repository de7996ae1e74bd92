package dev.manna.stream;

import dev.manna.core.ChangeEvent;
import dev.manna.core.Enlisted;
import dev.manna.core.Event;
import dev.manna.core.LotteryEvent;
import dev.manna.core.Outline;
import dev.manna.core.ProofEvent;
import dev.manna.core.QuarantineEvent;
import dev.manna.core.SaleEvent;
import dev.manna.core.StockEvent;
import java.util.ArrayList;
import java.util.List;

/** How many claims and grants each campaign of a log has so far, by which both are numbered. */
final class Counts {
  private final List<Row> rows = new ArrayList<>();

  private static final class Row {
    int claims;
    int grants;
  }

  /** Goes on from a position, before any event behind it. */
  void begin(Outline outline) {
    for (Outline.CampaignOutline each : outline.campaigns()) {
      Row row = new Row();
      row.claims = each.claims();
      row.grants = each.grants();
      rows.add(row);
    }
  }

  /** Counts an event, in the order of the log. */
  void accept(Event event) {
    switch (event) {
      case Event.Defined defined -> {
        if (defined.version() == 1) {
          rows.add(new Row());
        }
      }
      case Event.Adjusted adjusted -> {
        if (adjusted.claimant() != null) {
          rows.get(adjusted.campaign()).claims++;
        }
      }
      case Event.Claimed claimed -> {
        Row row = rows.get(claimed.campaign());
        row.claims++;
        row.grants += given(claimed);
      }
      case LotteryEvent.Credited credited -> rows.get(credited.campaign()).claims++;
      case LotteryEvent.Allocated allocated -> rows.get(allocated.campaign()).claims++;
      case LotteryEvent.AllocationEnded ended -> {}
      case LotteryEvent.Won won -> rows.get(won.campaign()).grants += given(won);
      case LotteryEvent.RaffleEnded ended -> {}
      case Enlisted enlisted -> {}
      case Event.Founded founded -> {}
      case Event.Steered steered -> {}
      case StockEvent stock -> {}
      case Event.Settled settled -> {}
      case ProofEvent proof -> {}
      case SaleEvent.Returned returned -> rows.get(returned.campaign()).claims++;
      case SaleEvent.Served served -> rows.get(served.campaign()).grants += given(served);
      case SaleEvent sale -> {}
      case ChangeEvent change -> {}
      case QuarantineEvent aside -> {}
    }
  }

  /** How many claims a campaign has: the number of the last, counted from 1. */
  int claims(int campaign) {
    return rows.get(campaign).claims;
  }

  /** How many grants a campaign has: the number of the last, counted from 1. */
  int grants(int campaign) {
    return rows.get(campaign).grants;
  }

  /** How many grants an event gives. */
  static int given(Event event) {
    return switch (event) {
      case Event.Drawn drawn -> drawn.wins();
      case Event.Snatched snatched -> snatched.hit() ? 1 : 0;
      case Event.Deducted deducted -> deducted.taken().size();
      case LotteryEvent.Won won -> 1;
      case SaleEvent.Served served -> served.taken().size();
      default -> 0;
    };
  }
}
