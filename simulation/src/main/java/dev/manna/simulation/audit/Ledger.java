package dev.manna.simulation.audit;

import dev.manna.core.Command.Change;
import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.Movement;
import dev.manna.core.Movement.Kind;
import dev.manna.core.QuarantineEvent;
import dev.manna.core.Query;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.SaleEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What has moved of each item of a sale, read off the events and the piles after them. */
final class Ledger {
  private final Book book;
  private final Map<String, List<Movement>> byItem = new HashMap<>();
  private final Map<String, Book.Stock> defined = new HashMap<>();
  private final Map<String, Long> totals = new HashMap<>();
  private int count;

  Ledger(Book book) {
    this.book = book;
  }

  /** Takes what an event has done; it is in the book already. */
  void record(Event event, long position) {
    if (!(book.definition() instanceof Sale sale)) {
      return;
    }
    switch (event) {
      case Event.Deducted deducted -> {
        Entry entry = book.entries().getLast();
        all(entry, entry.firstState == Grant.State.HELD ? Kind.HELD : Kind.GIVEN, position);
      }
      case Event.Settled settled ->
          all(book.entries().get(settled.claim()), kind(settled.ending()), position);
      case SaleEvent.Regained regained ->
          all(book.entries().get(regained.claim()), Kind.REGAINED, position);
      case SaleEvent.Served served ->
          all(
              book.entries().get(served.claim()),
              served.expiresAtMillis() > 0 ? Kind.HELD : Kind.GIVEN,
              position);
      case SaleEvent.Returned returned -> {
        Entry entry = book.grants().get(returned.grant());
        Entry.Part part = entry.parts.get(returned.grant() - entry.firstGrant);
        Pile pile = book.pile(part.item());
        keep(pile, Kind.RETURNED, returned.units(), returned.grant() + 1, position);
      }
      case QuarantineEvent.Quarantined set -> aside(set, Kind.QUARANTINED, position);
      case QuarantineEvent.Released released -> aside(released, Kind.RELEASED, position);
      case Event.Adjusted adjusted -> adjust(adjusted.change(), position);
      case Event.Defined definition -> define(sale, position);
      case Event other -> {}
    }
  }

  private void aside(QuarantineEvent.Moved moved, Kind kind, long position) {
    QuarantineEvent.Part part = moved.part();
    if (book.names(part.item())) {
      keep(book.pile(part.item()), kind, part.units(), 0, position);
    }
  }

  private static Kind kind(Event.Ending ending) {
    return switch (ending) {
      case CONFIRMED -> Kind.CONFIRMED;
      case CANCELLED -> Kind.CANCELLED;
      case OPENED, EXPIRED -> Kind.EXPIRED;
    };
  }

  private void all(Entry entry, Kind kind, long position) {
    for (int i = 0; i < entry.parts.size(); i++) {
      Entry.Part part = entry.parts.get(i);
      keep(book.pile(part.item()), kind, part.units(), entry.firstGrant + i + 1, position);
    }
  }

  private void adjust(Change change, long position) {
    String item =
        switch (change) {
          case Change.Stock stock -> stock.item();
          case Change.Target target -> target.item();
          case Change other -> "";
        };
    if (book.itemOf(item) >= 0) {
      Pile pile = book.pile(book.itemOf(item));
      keep(pile, Kind.ADJUSTED, pile.total() - totals.getOrDefault(item, 0L), 0, position);
    }
    remember();
  }

  private void define(Sale sale, long position) {
    for (Book.Stock stock : Goods.stocks(sale)) {
      Book.Stock before = defined.put(stock.item(), stock);
      if (!stock.equals(before)) {
        long units = stock.units() - (before == null ? 0 : before.units());
        keep(book.pile(book.itemOf(stock.item())), Kind.DEFINED, units, 0, position);
      }
    }
    remember();
  }

  private void remember() {
    book.piles().forEach(pile -> totals.put(pile.item, pile.total()));
  }

  private void keep(Pile pile, Kind kind, long units, int grant, long position) {
    if (((Sale) book.definition()).movements()) {
      byItem
          .computeIfAbsent(pile.item, fresh -> new ArrayList<>())
          .add(new Movement(++count, position, kind, units, grant, pile.free()));
    }
  }

  Reply answer(Query.OfMovements of, long position) {
    boolean kept = book.definition() instanceof Sale sale && sale.movements();
    if (!kept || book.itemOf(of.item()) < 0) {
      return Reply.Refused.of(Refusal.MALFORMED, "");
    }
    List<Movement> later =
        byItem.getOrDefault(of.item(), List.of()).stream()
            .filter(each -> each.number() > of.after())
            .toList();
    List<Movement> page = later.stream().limit(of.limit()).toList();
    int next = later.size() > page.size() ? page.getLast().number() : 0;
    return new Reply.Movements(book.id, of.item(), page, next, position);
  }
}
