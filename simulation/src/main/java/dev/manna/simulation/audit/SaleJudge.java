package dev.manna.simulation.audit;

import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.GrantId;
import dev.manna.core.Leeway;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.SaleEvent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the law says of what happens to orders after they were made. */
final class SaleJudge {
  private static final long MOST_HOLD_MILLIS = 30L * 24 * 60 * 60 * 1000;

  private final Books books;
  private final Findings findings;
  private final Scales scales;
  private final Admissions admissions;
  final WaitJudge waits;

  SaleJudge(Books books, Findings findings, Scales scales, Admissions admissions) {
    this.books = books;
    this.findings = findings;
    this.scales = scales;
    this.admissions = admissions;
    waits = new WaitJudge(books, findings, scales, admissions);
  }

  void take(SaleEvent event) {
    Book book = scales.known(event.campaign());
    if (book == null) {
      return;
    }
    if (!(book.definition() instanceof Sale sale)) {
      findings.expect(false, Promise.KNOWN, book.id, " is no sale");
      return;
    }
    switch (event) {
      case SaleEvent.Extended extended -> extend(book, sale.leeway(), extended);
      case SaleEvent.Regained regained -> regain(book, regained);
      case SaleEvent.CartSet set -> Carts.set(book, sale, set, findings);
      case SaleEvent.CartEmptied emptied -> {
        Map<String, Long> cart = book.cart(emptied.claimant().user());
        findings.expect(
            !cart.isEmpty(), Promise.CARTS, "an empty cart of ", book.id, " is emptied");
        cart.clear();
      }
      case SaleEvent.Served served -> waits.serve(book, served);
      case SaleEvent.WaitEnded ended -> waits.end(book, ended);
      case SaleEvent.Returned returned -> giveBack(book, sale.leeway(), returned);
    }
  }

  private @Nullable Entry claim(Book book, int row) {
    List<Entry> entries = book.entries();
    boolean known = row >= 0 && row < entries.size() && entries.get(row).isClaim();
    findings.expect(known, Promise.KNOWN, "no claim ", row, " in ", book.id);
    return known ? entries.get(row) : null;
  }

  private void extend(Book book, Leeway leeway, SaleEvent.Extended extended) {
    Entry entry = claim(book, extended.claim());
    if (entry == null) {
      return;
    }
    long until = extended.expiresAtMillis();
    boolean lawful =
        entry.held()
            && until > entry.millis()
            && until - books.timeMillis() <= MOST_HOLD_MILLIS
            && (leeway.extensions() < 0 || entry.extensions() < leeway.extensions());
    String what =
        "claim " + extended.claim() + " of " + book.id + " (" + entry.state() + ", until ";
    if (findings.expect(lawful, Promise.HOLDS, what, entry.millis(), ") is held until ", until)) {
      books.extend(entry, until);
    }
  }

  private void regain(Book book, SaleEvent.Regained regained) {
    Entry entry = claim(book, regained.claim());
    if (entry == null) {
      return;
    }
    admissions.judgeWindow(book);
    String what = "claim " + regained.claim() + " of " + book.id + " is " + entry.state();
    boolean lawful = entry.state() == Grant.State.RETURNED && entry.lapsed();
    if (findings.expect(lawful, Promise.HOLDS, what, " and confirmed late")) {
      judgeQuotas(book, entry.user, entry.parts);
      waits.judgeOvertaking(book, entry.parts);
      book.regain(entry, books.timeMillis());
      entry.parts.forEach(part -> scales.weigh(book.pile(part.item())));
    }
  }

  /** What a user is about to get must fit the limits of the SKUs. */
  void judgeQuotas(Book book, String user, List<Entry.Part> parts) {
    Map<String, Long> bySku = new TreeMap<>();
    parts.forEach(part -> bySku.merge(book.sku(part.item()), part.units(), Long::sum));
    judgeQuotas(book, user, bySku);
  }

  /** The same of what an order waits for, which stands not in line yet. */
  void judgeQuotas(Book book, String user, Event.Waited waited) {
    judgeQuotas(book, user, WaitJudge.wanted(book, waited));
  }

  private void judgeQuotas(Book book, String user, Map<String, Long> bySku) {
    bySku.forEach(
        (sku, units) -> {
          long limit = book.limit(sku);
          long kept = limit == 0 ? 0 : book.kept(user, sku);
          findings.expect(
              limit == 0 || kept + units <= limit,
              Promise.SKU_LIMIT,
              book.id,
              ": user ",
              user,
              " has ",
              kept,
              " and gets ",
              units,
              " of ",
              sku);
        });
  }

  private void giveBack(Book book, Leeway leeway, SaleEvent.Returned returned) {
    int grant = returned.grant();
    if (!findings.expect(
        grant >= 0 && grant < book.grants().size(),
        Promise.KNOWN,
        "no grant ",
        grant,
        " in ",
        book.id)) {
      return;
    }
    scales.judgeOnce(book, returned.claimant());
    Entry entry = book.grants().get(grant);
    int part = grant - entry.firstGrant;
    long left = entry.parts.get(part).units() - entry.cameBack(part);
    boolean lawful =
        entry.state() == Grant.State.GIVEN
            && returned.units() > 0
            && returned.units() <= left
            && books.timeMillis() - entry.millis() < leeway.returnMillis();
    String what = returned.units() + " units of grant " + grant + " of " + book.id;
    if (findings.expect(
        lawful,
        Promise.RETURNS,
        what,
        " return, of ",
        left,
        ' ',
        entry.state(),
        " since ",
        entry.millis())) {
      book.giveBack(grant, returned.units());
      scales.weigh(book.pile(entry.parts.get(part).item()));
    }
    books.add(book, entry(book, returned));
  }

  /** What stands under the key of a return. */
  private Entry.Draft entry(Book book, SaleEvent.Returned returned) {
    GrantId grant = new GrantId(book.id, returned.grant() + 1);
    return new Entry.Draft(
        returned.claimant().user(),
        returned.claimant().key(),
        returned.fingerprint(),
        0,
        List.of(),
        0,
        Grant.State.GIVEN,
        new Reply.Returned(grant, returned.units(), books.position()));
  }
}
