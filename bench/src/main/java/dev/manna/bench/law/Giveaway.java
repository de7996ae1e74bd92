package dev.manna.bench.law;

import dev.manna.core.Campaign;
import dev.manna.core.Command;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.RedPacket;
import dev.manna.core.Request;
import dev.manna.core.Sale;
import dev.manna.core.Terms;
import java.util.List;
import java.util.stream.IntStream;

/** A campaign in which every claim of everybody wins, one for each kind. */
enum Giveaway {
  LOTTERY("lottery") {
    @Override
    Campaign definition(int items) {
      List<Lottery.Prize> prizes =
          IntStream.range(0, items)
              .mapToObj(i -> new Lottery.Prize("prize-" + i, "", 1, PLENTY))
              .toList();
      return new Lottery(terms(), 0, prizes, new Lottery.WhenGone.Redraw());
    }

    @Override
    Request claim(String user, String key, int item) {
      return new Command.Draw(id(), user, key, 1);
    }
  },
  RAIN("red packets") {
    @Override
    Campaign definition(int items) {
      return new RedPacket(
          terms(),
          "CNY",
          PLENTY,
          1_000_000_000,
          new RedPacket.Split.DoubleMean(1, 20_000),
          RedPacket.ALWAYS);
    }

    @Override
    Request claim(String user, String key, int item) {
      return new Command.Snatch(id(), user, key);
    }
  },
  SALE("sale") {
    @Override
    Campaign definition(int items) {
      return sale(items);
    }

    @Override
    Request claim(String user, String key, int item) {
      return new Command.Deduct(id(), user, key, line(item), 0);
    }
  },
  HOLDS("sale with holds") {
    @Override
    Campaign definition(int items) {
      return sale(items);
    }

    @Override
    Request claim(String user, String key, int item) {
      return new Command.Deduct(id(), user, key, line(item), 900_000_000);
    }
  };

  private static final long PLENTY = 10_000_000_000L;

  private final String words;

  Giveaway(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  String id() {
    return words.replace(' ', '-');
  }

  /** Its definition, with so many prizes or SKUs. */
  abstract Campaign definition(int items);

  /** A claim, of the item with this number where that can be chosen. */
  abstract Request claim(String user, String key, int item);

  /** With every limit, so that all counters are in use. */
  private static Terms terms() {
    return Terms.open("giveaway").with(new Limits(1_000_000, 60_000, 0));
  }

  private static Sale sale(int items) {
    List<Sale.Sku> skus =
        IntStream.range(0, items).mapToObj(i -> new Sale.Sku(sku(i), "", PLENTY)).toList();
    return new Sale(terms(), skus);
  }

  /** Short, so that a definition takes 400,000 of them. */
  static String sku(int item) {
    return "s" + Integer.toString(item, Character.MAX_RADIX);
  }

  private static List<Command.Line> line(int item) {
    return List.of(new Command.Line(sku(item), 1));
  }
}
