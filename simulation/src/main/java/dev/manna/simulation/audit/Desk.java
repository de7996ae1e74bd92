package dev.manna.simulation.audit;

import dev.manna.core.Grant;
import dev.manna.core.Grant.Worth;
import dev.manna.core.GrantId;
import dev.manna.core.LotteryQuery;
import dev.manna.core.ProofQuery;
import dev.manna.core.Query;
import dev.manna.core.RedPacket;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Answers out of the books. */
final class Desk {
  private Desk() {}

  static Reply answer(Books books, Query query, long now) {
    return switch (query) {
      case Query.OfCampaign of -> {
        Book book = books.find(of.campaign());
        yield book == null ? unknown(Refusal.UNKNOWN_CAMPAIGN) : campaign(book, now);
      }
      case Query.OfPools of -> {
        Book book = books.find(of.campaign());
        yield book == null
            ? unknown(Refusal.UNKNOWN_CAMPAIGN)
            : pools(book, of, books.position(), now);
      }
      case Query.OfMovements of -> {
        Book book = books.find(of.campaign());
        yield book == null
            ? unknown(Refusal.UNKNOWN_CAMPAIGN)
            : book.ledger.answer(of, books.position());
      }
      case Query.OfGrant of -> grant(books.find(of.grant().campaign()), of.grant().number() - 1);
      case Query.OfClaim of -> standing(books, of);
      case Query.OfChances of -> Chances.answer(books, of);
      case Query.OfChanges of -> Annals.answer(books, of);
      case Query.OfProposal of -> Assents.answer(books, of);
      case Query.OfRolls of -> Rolls.answer(books, of);
      case LotteryQuery of -> LotteryDesk.answer(books, of);
      case Query.OfWallet of -> wallet(books, of);
      case Query.OfCart of -> Carts.answer(books, books.find(of.campaign()), of.user());
      case Query.OfGrants of -> {
        List<Entry> page = latest(books.of(of.user()), of.before());
        long next = page.size() > of.limit() ? page.get(of.limit() - 1).gotAt : 0;
        yield new Reply.Grants(of.user(), grants(page, of.limit()), next, books.position());
      }
      case ProofQuery of -> ProofDesk.answer(books, of, now);
    };
  }

  private static Reply grant(@Nullable Book book, int row) {
    return book == null || row >= book.grants().size()
        ? unknown(Refusal.UNKNOWN_GRANT)
        : granted(book, row);
  }

  private static Reply unknown(Refusal refusal) {
    return Reply.Refused.of(refusal, "");
  }

  private static Reply pools(Book book, Query.OfPools of, long position, long now) {
    List<Reply.Pool> all =
        book.definition() instanceof Sale
            ? new Goods(book).pools()
            : book.piles().stream().map(Pile::pool).toList();
    int from = Math.min(of.after(), all.size());
    int to = (int) Math.min(all.size(), (long) from + of.limit());
    int next = to < all.size() ? to : 0;
    return new Reply.Pools(
        book.id, book.statusAt(now), all.subList(from, to), Draw.count(book), next, position);
  }

  private static Reply wallet(Books books, Query.OfWallet of) {
    List<Entry> packets =
        books.of(of.user()).stream()
            .filter(entry -> entry.book.definition() instanceof RedPacket)
            .toList();
    List<Entry> page = latest(packets, of.before());
    long next = page.size() > of.limit() ? page.get(of.limit() - 1).gotAt : 0;
    return new Reply.Wallet(
        of.user(),
        sums(packets, Grant.State.GIVEN),
        sums(packets, Grant.State.HELD),
        grants(page, of.limit()),
        next,
        books.position());
  }

  private static Map<String, Long> sums(List<Entry> packets, Grant.State state) {
    Map<String, Long> sums = new TreeMap<>();
    for (Entry entry : packets) {
      RedPacket rain = (RedPacket) entry.book.definition();
      Entry.Part part = entry.parts.getFirst();
      if (entry.state() == state && !RainLedger.isGood(entry.book.pile(part.item()).item)) {
        sums.merge(rain.currency(), part.units(), Long::sum);
      }
    }
    return sums;
  }

  private static List<Entry> latest(List<Entry> entries, long before) {
    return entries.reversed().stream().filter(entry -> entry.gotAt < before).toList();
  }

  private static List<Grant> grants(List<Entry> entries, int limit) {
    return entries.stream().limit(limit).flatMap(entry -> grants(entry).stream()).toList();
  }

  private static Reply standing(Books books, Query.OfClaim of) {
    Book book = books.find(of.campaign());
    if (book == null) {
      return unknown(Refusal.UNKNOWN_CAMPAIGN);
    }
    Entry entry = book.find(of.user(), of.key());
    if (entry == null || !entry.isClaim()) {
      return unknown(Refusal.UNKNOWN_CLAIM);
    }
    return standing(books, entry);
  }

  static Reply standing(Books books, Entry entry) {
    return new Reply.Standing(
        entry.book.definition().kind(),
        claimed(entry),
        entry.book.line.waiting(entry),
        grants(entry),
        books.position());
  }

  static Reply campaign(Book book, long now) {
    return new Reply.Defined(
        book.id, book.version(), book.statusAt(now), book.definition(), book.changedAt());
  }

  static Reply granted(Book book, int row) {
    Entry entry = book.grants().get(row);
    List<Grant> claim = grants(entry);
    return new Reply.Granted(claim.get(row - entry.firstGrant), claim);
  }

  /** What the claim or the adjustment was answered, and must be answered for ever. */
  static Reply firstReply(Entry entry) {
    return entry.reply == null ? claimed(entry) : entry.reply;
  }

  static Reply.Claimed claimed(Entry entry) {
    List<Grant> grants = new ArrayList<>();
    boolean entered = Draw.isRaffle(entry.book);
    boolean later = entered || entry.waitState() != null;
    for (int i = 0; i < entry.parts.size() && !later; i++) {
      long end = entry.firstState == Grant.State.HELD ? entry.expiresAtMillis : 0;
      grants.add(grant(entry, i, entry.firstState, end, 0));
    }
    return new Reply.Claimed(
        entry.book.id,
        entry.user,
        entry.key,
        entry.uses,
        entered,
        entry.waitsUntil(),
        grants,
        entry.position);
  }

  /** The grants of a claim as they stand. */
  static List<Grant> grants(Entry entry) {
    List<Grant> grants = new ArrayList<>();
    for (int i = 0; i < entry.parts.size(); i++) {
      long end = entry.held() && entry.expiresAtMillis != 0 ? entry.millis() : 0;
      grants.add(grant(entry, i, entry.state(i), end, entry.cameBack(i)));
    }
    return grants;
  }

  private static Grant grant(
      Entry entry, int index, Grant.State state, long expiresAt, long cameBack) {
    Entry.Part part = entry.parts.get(index);
    Book book = entry.book;
    GrantId id = new GrantId(book.id, entry.firstGrant + index + 1);
    String item = book.pile(part.item()).item;
    if (book.definition() instanceof RedPacket rain && !RainLedger.isGood(item)) {
      Worth amount = new Worth.Amount(part.units(), rain.currency());
      return new Grant(id, Grant.PACKET, amount, state, expiresAt, entry.position);
    }
    Worth units = new Worth.Quantity(part.units());
    return new Grant(id, item, units, state, expiresAt, entry.gotAt, cameBack);
  }

  static Totals totals(Book book) {
    List<Entry> claims = book.entries().stream().filter(Entry::isClaim).toList();
    long granted = claims.stream().filter(entry -> !entry.parts.isEmpty()).count();
    return new Totals(
        book.id,
        book.definition().kind(),
        claims.size(),
        granted,
        claims.size() - granted,
        book.piles().stream().map(Pile::totals).toList());
  }
}
