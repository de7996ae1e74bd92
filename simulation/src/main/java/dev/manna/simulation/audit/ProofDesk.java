package dev.manna.simulation.audit;

import dev.manna.core.ProofCommand;
import dev.manna.core.ProofEvent.Closing;
import dev.manna.core.ProofQuery;
import dev.manna.core.ProofReply;
import dev.manna.core.Receipt;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.proof.Bits;
import dev.manna.core.proof.Seal;
import dev.manna.core.proof.Secret;
import dev.manna.simulation.fair.Hashes;
import dev.manna.simulation.fair.Names;
import java.util.List;
import java.util.Objects;

/** What must be answered about proofs, out of the books. */
final class ProofDesk {
  private ProofDesk() {}

  static Forecast of(Book book, ProofCommand command, long now) {
    return switch (command) {
      case ProofCommand.Reveal reveal -> {
        if (book.revealed()) {
          yield new Forecast.Answered(proof(book));
        }
        if (book.isDraft()) {
          yield Forecast.refused(Refusal.NOT_STARTED);
        }
        boolean over = now >= book.definition().terms().endMillis();
        yield over || book.isClosed()
            ? new Forecast.Happens()
            : new Forecast.Answered(Reply.Refused.of(Refusal.NOT_ENDED, ""));
      }
    };
  }

  static List<Closing> closing(Book book) {
    return book.piles().stream()
        .map(pile -> new Closing(pile.endless() ? -1 : pile.total(), pile.held(), pile.given()))
        .toList();
  }

  static Reply answer(Books books, ProofQuery query, long now) {
    Book book = books.find(query.campaign());
    if (book == null) {
      return Reply.Refused.of(Refusal.UNKNOWN_CAMPAIGN, "");
    }
    return switch (query) {
      case ProofQuery.OfProof of -> proof(book);
      case ProofQuery.OfReceipt of -> {
        Entry entry = book.find(of.user(), of.key());
        yield entry == null || !entry.isClaim()
            ? Reply.Refused.of(Refusal.UNKNOWN_CLAIM, "")
            : new ProofReply.Receipt(Desk.claimed(entry), names(book, of.user(), of.key()));
      }
      case ProofQuery.OfSigned of -> signed(books, book, of.receipt(), now);
    };
  }

  private static Reply signed(Books books, Book book, Receipt receipt, long now) {
    Entry entry = book.find(receipt.user(), receipt.key());
    boolean good = books.openings.refuses(receipt, now) == null && !book.isSettled();
    return new ProofReply.Signed(
        receipt,
        entry == null || !entry.isClaim() ? 0 : entry.position,
        good ? books.openings.until() : 0,
        books.position());
  }

  private static Seal.Names names(Book book, String user, String key) {
    byte[] userSalt = new Names(secret(book).salt().bytes()).userSalt(user);
    return new Seal.Names(
        Bits.of(userSalt),
        Bits.of(Names.alias(userSalt, user)),
        Bits.of(Names.ticket(userSalt, key)));
  }

  private static Secret secret(Book book) {
    return Objects.requireNonNull(book.secret(), "a campaign whose first definition has no secret");
  }

  static Reply proof(Book book) {
    Secret secret = secret(book);
    byte[] saltHash = Hashes.sha256(secret.salt().bytes());
    byte[] keyHash = Hashes.sha256(secret.key().bytes(), saltHash);
    return new ProofReply.Proof(
        book.id,
        (int) book.version(),
        book.definition(),
        Bits.of(keyHash),
        book.revealed() ? new ProofReply.Shown(secret.key(), Bits.of(saltHash)) : null,
        book.changedAt());
  }
}
