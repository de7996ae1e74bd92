package dev.manna.core.law;

import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Claim;
import dev.manna.core.Command.Line;
import dev.manna.core.LotteryCommand;
import dev.manna.core.SaleCommand;
import dev.manna.core.Wait;

/**
 * What a claim asks for, in 32 bits: tells a claim that was sent again from another one that uses
 * its key. It is FNV-1a over the content, folded; it guards against a caller's mistake, not an
 * attack.
 */
public final class Fingerprint {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Fingerprint() {}

  /** The 32 bits of a claim's content. */
  public static int of(Claim claim) {
    return switch (claim) {
      case Command.Draw draw -> fold(with(OFFSET, draw.draws()));
      case Command.Enter enter -> fold(with(OFFSET, enter.entries()));
      case Command.Snatch snatch -> fold(OFFSET);
      case Command.Deduct deduct -> {
        long hash = with(OFFSET, deduct.holdMillis());
        for (Line line : deduct.lines()) {
          hash = with(with(hash, line.sku()), line.quantity());
        }
        for (String location : deduct.locations()) {
          hash = with(hash, location);
        }
        yield fold(hash);
      }
      case Wait wait -> {
        long hash = with(with(OFFSET, wait.holdMillis()), wait.waitMillis());
        for (Line line : wait.lines()) {
          hash = with(with(hash, line.sku()), line.quantity());
        }
        yield fold(hash);
      }
    };
  }

  static int of(LotteryCommand.Credit credit) {
    return fold(with(with(OFFSET, credit.source()), credit.chances()));
  }

  static int of(SaleCommand.Return back) {
    return fold(with(with(OFFSET, back.grant().number()), back.units()));
  }

  static int of(LotteryCommand.Allocate allocate) {
    long hash = with(with(OFFSET, allocate.prize()), allocate.units());
    hash = with(hash, allocate.untilMillis());
    for (String user : allocate.users()) {
      hash = with(hash, user);
    }
    return fold(hash);
  }

  static int of(Change change) {
    return switch (change) {
      case Change.InRound in -> fold(with(with(OFFSET, in.round()), of(in.change())));
      case Change.Stock stock -> fold(with(with(OFFSET, stock.item()), stock.units()));
      case Change.Target target ->
          fold(with(with(with(OFFSET, target.item()), target.units()), target.version()));
      case Change.Budget budget -> fold(with(with(OFFSET, budget.cents()), budget.packets()));
    };
  }

  private static long with(long hash, String text) {
    long next = hash;
    for (int i = 0; i < text.length(); i++) {
      next = (next ^ text.charAt(i)) * PRIME;
    }
    return with(next, text.length());
  }

  private static long with(long hash, long number) {
    long next = hash;
    for (int shift = 0; shift < 64; shift += 8) {
      next = (next ^ (number >>> shift & 0xff)) * PRIME;
    }
    return next;
  }

  private static int fold(long hash) {
    return (int) (hash ^ hash >>> 32);
  }
}
