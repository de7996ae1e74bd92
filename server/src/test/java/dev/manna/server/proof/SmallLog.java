package dev.manna.server.proof;

import dev.manna.core.Author;
import dev.manna.core.Campaign;
import dev.manna.core.ChangeCommand;
import dev.manna.core.Command;
import dev.manna.core.GrantId;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.ProofCommand;
import dev.manna.core.RedPacket;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.Sale;
import dev.manna.core.Terms;
import dev.manna.engine.EmbeddedEngine;
import dev.manna.engine.EngineOptions;
import dev.manna.engine.journal.JournalOptions;
import dev.manna.engine.journal.RealDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A log that is written by a real engine, one request after the other, with a clock of its own. */
public final class SmallLog implements AutoCloseable {
  /** 2026-11-21T00:00:00Z. */
  private static final long BEGAN_MILLIS = 1_795_219_200_000L;

  private final EmbeddedEngine engine;
  private long millis = BEGAN_MILLIS;
  private long luck;

  public SmallLog(Path data) throws IOException {
    this(data, 1);
  }

  /** A log whose secrets are others than those of {@link #SmallLog(Path)}. */
  public SmallLog(Path data, long luck) throws IOException {
    this.luck = luck;
    EngineOptions options =
        EngineOptions.defaults().withJournal(JournalOptions.defaults().withSegmentBytes(1 << 20));
    engine =
        EmbeddedEngine.open(
            RealDisk.make(data),
            () -> millis,
            () -> this.luck = this.luck * 6364136223846793005L + 1,
            options);
  }

  /** One campaign of each kind, some claims of each, and everything else that a log can hold. */
  public static void everything(Path data) throws IOException {
    try (SmallLog log = new SmallLog(data)) {
      log.define("wheel", lottery());
      log.define("rain", rain());
      log.define("flash", sale());
      for (int i = 0; i < 20; i++) {
        log.pass(1_000);
        log.ask(new Command.Draw("wheel", "user-" + i, "d" + i, 3));
        log.ask(new Command.Snatch("rain", "user-" + i, "s" + i));
        log.ask(order("flash", "user-" + i, "o" + i, 1 + i % 3, i % 2 * 5_000L));
      }
      log.ask(new Command.Settle(new GrantId("rain", 1), Command.Settlement.OPEN));
      log.ask(new Command.Settle(new GrantId("flash", 39), Command.Settlement.CONFIRM));
      log.ask(new Command.Adjust("flash", "more", new Command.Change.Stock("b", 7)));
      log.ask(new Command.Adjust("rain", null, new Command.Change.Budget(500, 5)));
      log.pass(10_000);
      log.ask(
          new ChangeCommand.Authored(
              new Command.Steer("flash", Command.Move.PAUSE), new Author("ann", "a fire")));
      log.ask(
          new ChangeCommand.Authored(
              new Command.Steer("wheel", Command.Move.ALARM),
              new Author("manna", "held of car: 0 expected, 1 found")));
      log.ask(
          new ChangeCommand.Authored(
              new Command.Steer("wheel", Command.Move.RESUME), new Author("ann", "restarted")));
    }
  }

  /** Some time later, closes the campaigns of {@link #everything} and shows their keys. */
  public static void reveal(Path data) throws IOException {
    try (SmallLog log = new SmallLog(data)) {
      log.pass(1_000_000);
      for (String campaign : List.of("wheel", "rain", "flash")) {
        log.ask(new Command.Steer(campaign, Command.Move.CLOSE));
        log.ask(new ProofCommand.Reveal(campaign));
      }
    }
  }

  public static Campaign lottery() {
    return new Lottery(
        Terms.open("Rad & \"Glück\""),
        1,
        List.of(
            new Lottery.Prize("car", "A car", 1, 2),
            new Lottery.Prize("sticker", "", 3, Lottery.Prize.UNLIMITED)),
        new Lottery.WhenGone.Fallback("sticker"));
  }

  public static Campaign raffle() {
    return new Lottery(
        Terms.open("Tombola"),
        0,
        List.of(new Lottery.Prize("trip", "", 0, 1), new Lottery.Prize("book", "", 0, 20)),
        new Lottery.WhenGone.Redraw(),
        List.of(),
        false,
        true);
  }

  public static Campaign rain() {
    Terms terms = Terms.open("红包雨").with(new Limits(5, 3, 0));
    return new RedPacket(
        terms, "CNY", 10_000, 100, new RedPacket.Split.DoubleMean(1, 300), 800_000);
  }

  public static Campaign sale() {
    return new Sale(
        Terms.open("Flash"), List.of(new Sale.Sku("a", "", 100), new Sale.Sku("b", "", 50)));
  }

  /** An order of so many units of {@code a} and one of {@code b}. */
  public static Command.Deduct order(
      String campaign, String user, String key, long units, long holdMillis) {
    List<Command.Line> lines = List.of(new Command.Line("a", units), new Command.Line("b", 1));
    return new Command.Deduct(campaign, user, key, lines, holdMillis);
  }

  public void define(String campaign, Campaign definition) {
    ask(new Command.Define(campaign, definition, 0));
  }

  public long millis() {
    return millis;
  }

  public void pass(long passedMillis) {
    millis += passedMillis;
  }

  public Reply ask(Request request) {
    List<Reply> replies = new ArrayList<>();
    engine.submit(request, replies::add);
    while (replies.isEmpty()) {
      engine.writer().doWork();
    }
    return replies.getFirst();
  }

  /** What stands for the state as it is now. */
  public String digest() {
    return engine.digest();
  }

  public long position() {
    return engine.journal().position();
  }

  /** Writes the state beside the log. */
  public void snapshot() throws IOException {
    engine.snapshotNow();
  }

  @Override
  public void close() {
    engine.close();
  }
}
