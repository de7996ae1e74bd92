package dev.manna.core.law;

import dev.manna.core.Command.Line;
import dev.manna.core.law.Tallies.Kind;
import dev.manna.core.wire.Decoder;
import dev.manna.core.wire.Encoder;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What lies in the users' carts of a sale: for each user a chain of lines in the order in which
 * they came. Nothing is taken from stock for it.
 *
 * <pre>
 * column 0   32 bits  SKU, by its place among those that were ever in a cart | 32 bits units
 * column 1   the next line + 1, of the cart or of those that are free
 * </pre>
 */
final class Carts {
  /** A user's first line + 1, and the lines that are free. */
  private static final int FIRST = 0;

  private static final int COUNT = 1;

  private final CampaignState campaign;
  private final Trail trail;
  private final Rows lines;

  /** The first free line + 1. */
  private final Rows free;

  private final List<String> skus = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  Carts(CampaignState campaign, Trail trail) {
    this.campaign = campaign;
    this.trail = trail;
    lines = new Rows(trail, 2);
    free = new Rows(trail, 1);
  }

  private int first(int user) {
    return user < 0 ? -1 : (int) campaign.tallies.count(Kind.CART, user, FIRST) - 1;
  }

  private int next(int line) {
    return (int) lines.get(line, 1) - 1;
  }

  private String sku(int line) {
    return skus.get((int) (lines.get(line, 0) >>> 32));
  }

  /** How many lines a user's cart has. */
  int count(int user) {
    return user < 0 ? 0 : (int) campaign.tallies.count(Kind.CART, user, COUNT);
  }

  /** How many units of a SKU lie in a user's cart. */
  long units(int user, String sku) {
    for (int line = first(user); line >= 0; line = next(line)) {
      if (sku(line).equals(sku)) {
        return lines.get(line, 0) & 0xffff_ffffL;
      }
    }
    return 0;
  }

  List<Line> of(int user) {
    List<Line> all = new ArrayList<>();
    for (int line = first(user); line >= 0; line = next(line)) {
      all.add(new Line(sku(line), lines.get(line, 0) & 0xffff_ffffL));
    }
    return all;
  }

  /** Lets a cart hold so many units of a SKU, 0 for none. */
  void set(int user, String sku, long units) {
    int before = -1;
    int line = first(user);
    while (line >= 0 && !sku(line).equals(sku)) {
      before = line;
      line = next(line);
    }
    if (line >= 0 && units > 0) {
      lines.set(line, 0, lines.get(line, 0) >>> 32 << 32 | units);
    } else if (line >= 0) {
      link(user, before, next(line));
      release(line);
      campaign.tallies.add(Kind.CART, user, COUNT, -1);
    } else if (units > 0) {
      int fresh = take();
      lines.set(fresh, 0, (long) number(sku) << 32 | units);
      lines.set(fresh, 1, 0);
      link(user, before, fresh);
      campaign.tallies.add(Kind.CART, user, COUNT, 1);
    }
  }

  void empty(int user) {
    int line = first(user);
    while (line >= 0) {
      int after = next(line);
      release(line);
      line = after;
    }
    campaign.tallies.set(Kind.CART, user, FIRST, 0);
    campaign.tallies.set(Kind.CART, user, COUNT, 0);
  }

  private void link(int user, int before, int line) {
    if (before < 0) {
      campaign.tallies.set(Kind.CART, user, FIRST, line + 1);
    } else {
      lines.set(before, 1, line + 1);
    }
  }

  private int take() {
    int line = free.count() == 0 ? -1 : (int) free.get(0, 0) - 1;
    if (line < 0) {
      return lines.append();
    }
    free.set(0, 0, lines.get(line, 1));
    return line;
  }

  private void release(int line) {
    if (free.count() == 0) {
      free.append();
    }
    lines.set(line, 1, free.get(0, 0));
    free.set(0, 0, line + 1);
  }

  private int number(String sku) {
    Integer known = numbers.get(sku);
    if (known != null) {
      return known;
    }
    trail.onUndo(() -> numbers.remove(skus.removeLast()));
    return add(sku);
  }

  private int add(String sku) {
    int number = skus.size();
    skus.add(sku);
    numbers.put(sku, number);
    return number;
  }

  void save(Sink sink) {
    Encoder to = new Encoder();
    to.number(skus.size());
    skus.forEach(to::ascii);
    sink.put(ByteBuffer.allocate(Integer.BYTES).putInt(to.length()).flip());
    sink.put(to.view());
    lines.save(sink);
    free.save(sink);
  }

  void load(Source source) {
    ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
    source.fill(length);
    ByteBuffer bytes = ByteBuffer.allocate(length.flip().getInt());
    source.fill(bytes);
    Decoder from = new Decoder(bytes.flip());
    for (int left = from.count(); left > 0; left--) {
      add(from.ascii());
    }
    lines.load(source);
    free.load(source);
  }
}
