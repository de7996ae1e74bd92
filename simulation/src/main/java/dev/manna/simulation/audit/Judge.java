package dev.manna.simulation.audit;

import dev.manna.core.Campaign;
import dev.manna.core.ChangeEvent;
import dev.manna.core.Enlisted;
import dev.manna.core.Event;
import dev.manna.core.Lottery;
import dev.manna.core.LotteryEvent;
import dev.manna.core.ProofEvent;
import dev.manna.core.QuarantineEvent;
import dev.manna.core.RedPacket;
import dev.manna.core.Sale;
import dev.manna.core.SaleEvent;
import dev.manna.core.StockEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes each event into the books, and says what is unlawful about it. */
final class Judge {
  private final Books books;
  private final Findings findings;
  private final Scales scales;
  private final Edits edits;
  private final Endings endings;
  private final Admissions admissions;

  /** The book whose stock the last event may have changed. */
  private @Nullable Book touched;

  private final Proofs proofs;
  private final Lotteries lotteries;
  private final SaleJudge sales;
  private final Annals annals;
  private final Quarantines quarantines;

  Judge(Books books, Findings findings) {
    this.books = books;
    this.findings = findings;
    scales = new Scales(books, findings);
    edits = new Edits(books, findings, scales);
    endings = new Endings(books, findings, scales);
    admissions = new Admissions(books, findings);
    proofs = new Proofs(findings);
    lotteries = new Lotteries(books, findings, scales);
    sales = new SaleJudge(books, findings, scales, admissions);
    annals = new Annals(books, findings);
    quarantines = new Quarantines(books, findings);
  }

  void take(Event event) {
    boolean byItself = happensByItself(event);
    findings.expect(
        byItself || !books.overdueAllotment(books.timeMillis()),
        Promise.ALLOCATIONS,
        "something was decided while an allocation was over");
    findings.expect(
        byItself || books.overdue(books.timeMillis()) == null,
        Promise.HOLDS,
        "something was decided while a due hold stood");
    findings.expect(
        byItself || !books.overdueRaffle(books.timeMillis()),
        Promise.RAFFLES,
        "something was decided while a raffle was over and not drawn");
    quarantines.judgeOrder(event);
    sales.waits.judgeOrder(event, byItself, quarantines.redeems());
    findings.expect(
        byItself || !books.overdueSettlement(books.timeMillis()),
        Promise.SETTLED,
        "something was decided while a campaign was over and not settled");
    findings.expect(
        event instanceof Event.Founded == (books.position() == 1),
        Promise.KNOWN,
        "a log begins with its founding, and only there");
    judgeNotices(event);
    annals.judge(event);
    happen(event);
    annals.take(event);
    touched = touched(event);
    if (touched != null) {
      touched.ledger.record(event, books.position());
    }
  }

  /** Whether an event is one that no request causes: such come before all others. */
  static boolean happensByItself(Event event) {
    return switch (event) {
      case StockEvent stock -> true;
      case Event.Settled settled -> settled.ending() == Event.Ending.EXPIRED;
      case LotteryEvent.AllocationEnded ended -> true;
      case SaleEvent.Served served -> true;
      case SaleEvent.WaitEnded ended -> !ended.byUser();
      case LotteryEvent.Won won -> true;
      case LotteryEvent.RaffleEnded ended -> true;
      case ProofEvent.CampaignSettled settled -> true;
      case QuarantineEvent.EpochOpened opened -> true;
      case QuarantineEvent.Moved moved -> true;
      case Event other -> false;
    };
  }

  private void happen(Event event) {
    switch (event) {
      case Event.Founded founded -> {}
      case Event.Defined defined -> {
        edits.define(defined);
        proofs.define(books.find(defined.campaign()), defined);
      }
      case Event.Steered steered -> edits.steer(steered);
      case Event.Adjusted adjusted -> edits.adjust(adjusted);
      case SaleEvent sale -> sales.take(sale);
      case Event.Settled settled -> endings.settle(settled);
      case StockEvent.Noticed noticed -> {
        Book book = scales.known(noticed.campaign());
        if (book != null) {
          book.notes.tell(noticed);
        }
      }
      case Event.Claimed claimed -> claim(claimed);
      case ProofEvent proof -> prove(proof);
      case Enlisted enlisted -> {
        Book book = scales.known(enlisted.campaign());
        if (book != null) {
          Rolls.judge(book, enlisted, findings);
        }
      }
      case LotteryEvent lottery -> {
        if (lottery instanceof LotteryEvent.Won won) {
          proofs.judge(books.find(won.campaign()), won);
        }
        lotteries.take(lottery);
      }
      case ChangeEvent change -> {}
      case QuarantineEvent aside -> quarantines.take(aside);
    }
  }

  private void prove(ProofEvent event) {
    Book book = scales.known(event.campaign());
    if (book != null) {
      switch (event) {
        case ProofEvent.Revealed revealed -> proofs.reveal(book, revealed, books);
        case ProofEvent.CampaignSettled settled -> Closings.judge(books, book, settled, findings);
      }
    }
  }

  /** What the last event has made due comes next, and nothing else is ever told. */
  private void judgeNotices(Event event) {
    List<StockEvent.Noticed> due = touched == null ? List.of() : touched.notes.due();
    boolean tells = event instanceof StockEvent.Noticed noticed && due.contains(noticed);
    boolean serves = event instanceof SaleEvent.Served;
    boolean opens = event instanceof QuarantineEvent.EpochOpened;
    boolean idle = (serves || opens || due.isEmpty()) && !(event instanceof StockEvent.Noticed);
    findings.expect(tells || idle, Promise.NOTICES, event, " where ", due, " were due");
  }

  private @Nullable Book touched(Event event) {
    return switch (event) {
      case Event.Defined defined -> books.find(defined.campaign());
      case Event.Adjusted adjusted -> books.find(adjusted.campaign());
      case Event.Deducted deducted -> books.find(deducted.campaign());
      case Event.Settled settled -> books.find(settled.campaign());
      case StockEvent stock -> books.find(stock.campaign());
      case SaleEvent sale -> books.find(sale.campaign());
      case QuarantineEvent.Moved moved -> books.find(moved.campaign());
      case Event other -> null;
    };
  }

  private void claim(Event.Claimed claimed) {
    Book book = scales.known(claimed.campaign());
    if (book == null) {
      return;
    }
    boolean again = quarantines.redeems();
    scales.judgeOnce(book, claimed.claimant());
    if (!again) {
      admissions.judgeWindow(book);
      proofs.judge(book, claimed, books.timeMillis());
      admissions.judgeRolls(book, claimed);
    }
    Entry.Draft draft = draft(book, claimed, again);
    if (draft == null) {
      findings.expect(false, Promise.KNOWN, book.id, " is another kind of campaign");
      return;
    }
    quarantines.took(claimed, draft);
    admissions.judgeLimits(book, claimed, draft.uses(), again);
    if (claimed instanceof Event.Deducted deducted && deducted.fromCart()) {
      Carts.order(book, deducted, findings);
    }
    if (claimed instanceof Event.Deducted) {
      sales.judgeQuotas(book, claimed.claimant().user(), draft.parts());
      if (!again) {
        sales.waits.judgeOvertaking(book, draft.parts());
      }
    }
    Entry entry = books.add(book, draft);
    if (claimed instanceof Event.Waited waited) {
      sales.judgeQuotas(book, entry.user, waited);
      WaitJudge.join(book, entry, waited);
    }
    weigh(book, draft);
  }

  private void weigh(Book book, Entry.Draft draft) {
    for (Entry.Part part : draft.parts()) {
      scales.weigh(book.pile(part.item()));
      if (part.packetItem() >= 0) {
        scales.weigh(book.pile(part.packetItem()));
      }
    }
    scales.judgeSums(book);
  }

  private Entry.@Nullable Draft draft(Book book, Event.Claimed claimed, boolean again) {
    Campaign definition = book.definition();
    return switch (claimed) {
      case Event.Entered entered when definition instanceof Lottery lottery && lottery.raffle() ->
          Draw.judge(book, lottery, entered, findings);
      case Event.Drawn drawn when definition instanceof Lottery lottery && !lottery.raffle() ->
          Draws.judge(book, lottery, drawn, again, findings);
      case Event.Snatched packet when again && book.definition() instanceof RedPacket ->
          Quarantines.packet(book, packet);
      case Event.Snatched snatched when definition instanceof RedPacket rain ->
          Packets.judge(book, rain, snatched, books.timeMillis(), findings);
      case Event.Deducted deducted when definition instanceof Sale ->
          Orders.judge(book, deducted, books.timeMillis(), findings);
      case Event.Waited waited when definition instanceof Sale sale ->
          sales.waits.begin(book, sale, waited);
      case Event.Waited waited -> null;
      case Event.Entered entered -> null;
      case Event.Drawn drawn -> null;
      case Event.Snatched snatched -> null;
      case Event.Deducted deducted -> null;
    };
  }
}
