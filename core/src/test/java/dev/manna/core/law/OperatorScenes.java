package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Move;
import dev.manna.core.ProofCommand;
import dev.manna.core.ProofQuery;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.SaleCommand;
import dev.manna.core.Terms;
import dev.manna.core.law.Trouble.Row;
import dev.manna.core.law.Trouble.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What can stand in the way of who defines, counts, fills a cart, or asks for the proof. */
final class OperatorScenes {
  private final Desk desk = new Desk();
  private final Set<String> in;

  private OperatorScenes(Set<String> in) {
    this.in = in;
  }

  static List<Scene> all() {
    return List.of(
        Scene.of(
            "define",
            in -> new OperatorScenes(in).define(),
            Row.senseless("no SKUs"),
            Row.noCampaign(),
            Row.of("other version", Refusal.VERSION_CONFLICT),
            Row.of("closed", Refusal.ENDED),
            Row.of("a draft again", Refusal.MALFORMED).isLate(),
            Row.of("another time zone", Refusal.MALFORMED).isLate(),
            Row.of("a SKU left out", Refusal.MALFORMED).isLate(),
            Row.of("below what is given", Refusal.BELOW_GIVEN)),
        Scene.of(
            "count",
            in -> new OperatorScenes(in).count(),
            Row.senseless("no key"),
            Row.noCampaign(),
            Row.of("no such item", Refusal.MALFORMED),
            Row.of("outdated", Refusal.VERSION_CONFLICT),
            Row.of("other content", Refusal.KEY_REUSED, "published"),
            Row.of("draft", Refusal.NOT_STARTED).bars("published"),
            Row.of("closed", Refusal.ENDED, "published"),
            Row.of("below what is given", Refusal.BELOW_GIVEN, "published")),
        Scene.of(
            "adjust",
            in -> new OperatorScenes(in).adjust(),
            Row.noCampaign(),
            Row.of("no such item", Refusal.MALFORMED),
            Row.of("other content", Refusal.KEY_REUSED, "published"),
            Row.of("draft", Refusal.NOT_STARTED).bars("published"),
            Row.of("closed", Refusal.ENDED, "published"),
            Row.of("more than there is", Refusal.BELOW_GIVEN)),
        Scene.of(
            "pause",
            in -> new OperatorScenes(in).pause(),
            Row.noCampaign(),
            Row.of("draft", Refusal.NOT_STARTED).bars("published"),
            Row.of("closed", Refusal.ENDED, "published")),
        Scene.of(
            "set cart",
            in -> new OperatorScenes(in).setCart(),
            Row.senseless("no user"),
            Row.noCampaign(),
            Row.of("no such SKU", Refusal.MALFORMED),
            Row.of("draft", Refusal.NOT_STARTED).bars("published"),
            Row.of("closed", Refusal.ENDED, "published")),
        Scene.of(
            "reveal",
            in -> new OperatorScenes(in).reveal(),
            Row.noCampaign(),
            Row.of("goes on", Refusal.NOT_ENDED)),
        Scene.of(
            "receipt",
            in -> new OperatorScenes(in).receipt(),
            Row.senseless("no key"),
            Row.noCampaign(),
            Row.of("never claimed", Refusal.UNKNOWN_CLAIM)));
  }

  private void done(Reply reply) {
    assertThat(Desk.code(reply)).as("setting up").isNull();
  }

  private String campaign() {
    return in.contains("no campaign") ? "nowhere" : "c";
  }

  /** Three of five units are given, but of a draft none. */
  private void open() {
    boolean draft = in.contains("draft");
    Sale sale = new Sale(Terms.open(""), List.of(sku("a", 5), sku("b", 5)));
    done(desk.ask(new Command.Define("c", sale, 0, draft)));
    if (!draft) {
      done(desk.order("u", "first", 0, "a", 3));
    }
  }

  private static Sku sku(String id, long stock) {
    return new Sku(id, "", stock);
  }

  private void close() {
    if (in.contains("closed")) {
      done(desk.ask(new Command.Steer("c", Move.CLOSE)));
    }
  }

  private String define() {
    open();
    close();
    List<Sku> skus = new ArrayList<>();
    if (!in.contains("no SKUs")) {
      skus.add(sku("a", in.contains("below what is given") ? 2 : 6));
    }
    if (!in.contains("no SKUs") && !in.contains("a SKU left out")) {
      skus.add(sku("b", 5));
    }
    String zone = in.contains("another time zone") ? "Asia/Shanghai" : "UTC";
    Terms terms = new Terms("", 0, Terms.FOREVER, zone, Terms.open("").limits());
    long version = in.contains("other version") ? 7 : 1;
    boolean draft = in.contains("a draft again");
    return Scene.ask(
        desk, () -> new Command.Define(campaign(), new Sale(terms, skus), version, draft));
  }

  private String count() {
    open();
    if (in.contains("other content")) {
      done(desk.ask(new Command.Adjust("c", "k", new Change.Stock("a", 1))));
    }
    close();
    long version = desk.wholePool("a").goods().version() + (in.contains("outdated") ? 1 : 0);
    Change change =
        new Change.Target(
            in.contains("no such item") ? "z" : "a",
            in.contains("below what is given") ? 2 : 7,
            version);
    String key = in.contains("no key") ? "" : "k";
    return Scene.ask(desk, () -> new Command.Adjust(campaign(), key, change));
  }

  private String adjust() {
    open();
    if (in.contains("other content")) {
      done(desk.ask(new Command.Adjust("c", "k", new Change.Stock("a", 1))));
    }
    close();
    String item = in.contains("no such item") ? "z" : "a";
    int more = in.contains("more than there is") ? -9 : 2;
    return Scene.ask(desk, () -> new Command.Adjust(campaign(), "k", new Change.Stock(item, more)));
  }

  private String pause() {
    open();
    close();
    return Scene.ask(desk, () -> new Command.Steer(campaign(), Move.PAUSE));
  }

  private String setCart() {
    open();
    close();
    String user = in.contains("no user") ? "" : "u";
    String sku = in.contains("no such SKU") ? "z" : "a";
    return Scene.ask(desk, () -> new SaleCommand.SetCart(campaign(), user, sku, 1));
  }

  private String reveal() {
    open();
    if (!in.contains("goes on")) {
      done(desk.ask(new Command.Steer("c", Move.CLOSE)));
    }
    return Scene.ask(desk, () -> new ProofCommand.Reveal(campaign()));
  }

  private String receipt() {
    open();
    String key = in.contains("no key") ? "" : in.contains("never claimed") ? "second" : "first";
    return Scene.ask(desk, () -> new ProofQuery.OfReceipt(campaign(), "u", key));
  }
}
