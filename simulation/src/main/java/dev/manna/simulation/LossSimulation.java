package dev.manna.simulation;

import dev.manna.core.Batch;
import dev.manna.core.Campaign;
import dev.manna.core.Command;
import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.Lottery;
import dev.manna.core.QuarantineEvent.EpochOpened;
import dev.manna.core.QuarantineEvent.Hidden;
import dev.manna.core.Receipt;
import dev.manna.core.RedPacket;
import dev.manna.core.Redeem;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.Sale;
import dev.manna.core.law.Conservation;
import dev.manna.core.law.Machine;
import dev.manna.core.law.StateView;
import dev.manna.core.wire.EventCodec;
import dev.manna.core.wire.QuarantineEventCodec;
import dev.manna.simulation.audit.Auditor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A log that loses its end: what was acknowledged there is redeemed with receipts, others take what
 * they can get meanwhile, and what nobody redeems is released. An auditor reads the log.
 */
final class LossSimulation {
  private static final long DAY = 24 * 3_600_000L;
  private static final long GRACE = 3_600_000;

  /** Who redeems may have used up meanwhile what another claim took. */
  private static final Set<Refusal> LAWFUL = Set.of(Refusal.LIMIT_REACHED, Refusal.NO_CHANCES);

  private final Chance chance;
  private final Definitions definitions;
  private final List<Batch> log = new ArrayList<>();
  private final Map<String, Campaign> campaigns = new HashMap<>();
  private final List<Lost> lost = new ArrayList<>();
  private Machine machine = new Machine();
  private long now = 1_700_000_000_000L;
  private int keys;
  private int redeemed;

  /** A claim that was acknowledged and is not in the log. */
  private record Lost(Command.Claim claim, Reply.Claimed answer, Receipt receipt) {}

  LossSimulation(long seed) {
    chance = new Chance(seed);
    definitions = new Definitions(chance);
  }

  /** How many claims that were lost were given back. */
  int play() {
    machine.begin(now);
    machine.found(chance.bits(), chance.bits());
    keepDecided();
    for (int i = 0; i < 3; i++) {
      Campaign definition = definitions.any(now);
      if (ask(new Command.Define("c" + i, definition, 0)) instanceof Reply.Defined) {
        campaigns.put("c" + i, definition);
      }
    }
    long epoch = 1;
    for (int failure = 0; failure < 3 && !campaigns.isEmpty(); failure++) {
      work("early", chance.below(30));
      List<Hidden> hidden = lose(epoch);
      epoch += 1 + chance.below(2);
      if (!hidden.isEmpty()) {
        now += chance.below(5_000);
        long until = now + DAY;
        keep(
            QuarantineEventCodec.setAside(
                machine.position() + 1, now, new EpochOpened(epoch, until, hidden)));
        work("other", chance.below(60));
        redeem();
        if (chance.oneIn(2)) {
          release(until);
        }
      }
    }
    release(now + DAY);
    audit();
    return redeemed;
  }

  private void work(String user, int claims) {
    for (int i = 0; i < claims; i++) {
      now += chance.below(300);
      ask(claim(user + chance.below(9)));
    }
  }

  private Command.Claim claim(String user) {
    String id = chance.pick(List.copyOf(campaigns.keySet().stream().sorted().toList()));
    String key = "k" + keys++;
    return switch (Objects.requireNonNull(campaigns.get(id))) {
      case Lottery lottery when lottery.raffle() -> new Command.Enter(id, user, key, 1);
      case Lottery lottery -> new Command.Draw(id, user, key, 1 + chance.below(3));
      case RedPacket rain -> new Command.Snatch(id, user, key);
      case Sale sale -> {
        List<Command.Line> lines = new ArrayList<>();
        for (int i = 0; i <= chance.below(2); i++) {
          String sku = chance.pick(sale.skus()).id();
          lines.add(new Command.Line(sku, 1 + chance.below(3)));
        }
        yield new Command.Deduct(id, user, key, lines, chance.oneIn(2) ? 0 : 60_000);
      }
    };
  }

  /** Goes on beside the log, and forgets it: what may have been taken, at least as much as was. */
  private List<Hidden> lose(long epoch) {
    int kept = log.size();
    long time = now;
    for (int i = chance.below(20); i >= 0; i--) {
      Command.Claim claim = claim("lost" + lost.size());
      Reply reply = ask(claim);
      if (reply instanceof Reply.Claimed claimed && !claimed.grants().isEmpty()) {
        int fingerprint = machine.prepare(claim).fingerprint();
        lost.add(new Lost(claim, claimed, Receipt.of(claimed, fingerprint, epoch, now)));
      }
    }
    Map<Long, Long> taken = new HashMap<>();
    for (Batch batch : log.subList(kept, log.size())) {
      EventCodec.read(
          batch, EventCodec.Claimants.NAMES_ONLY, (event, position) -> count(event, taken));
    }
    log.subList(kept, log.size()).clear();
    machine = replayed();
    now = time;
    List<Hidden> hidden = new ArrayList<>();
    taken.forEach(
        (of, units) ->
            hidden.add(new Hidden((int) (of >>> 32), of.intValue(), units + chance.below(3))));
    return hidden;
  }

  private static void count(Event event, Map<Long, Long> taken) {
    switch (event) {
      case Event.Drawn drawn ->
          drawn.prizes().forEach(item -> add(taken, drawn.campaign(), item, 1));
      case Event.Snatched snatched when snatched.hit() ->
          add(taken, snatched.campaign(), snatched.item(), 1);
      case Event.Deducted deducted ->
          deducted.taken().forEach(it -> add(taken, deducted.campaign(), it.item(), it.units()));
      case Event other -> {}
    }
  }

  private static void add(Map<Long, Long> taken, int campaign, int item, long units) {
    taken.merge((long) campaign << 32 | item, units, Long::sum);
  }

  private void redeem() {
    while (!lost.isEmpty()) {
      Lost one = lost.remove(chance.below(lost.size()));
      Redeem redeem = new Redeem(one.claim(), one.receipt());
      Reply first = ask(redeem);
      if (first instanceof Reply.Claimed again) {
        expect(worths(again).equals(worths(one.answer())), one.answer() + " became " + again);
        expect(ask(redeem).equals(first), "a receipt is redeemed twice");
        expect(ask(one.claim()).equals(first), "a claim that was redeemed is not known");
        redeemed++;
      } else {
        Refusal refusal = ((Reply.Refused) first).refusal();
        boolean settled =
            refusal == Refusal.ENDED && campaigns.get(one.claim().campaign()) instanceof Lottery;
        expect(settled || LAWFUL.contains(refusal), one.receipt() + " is lost: " + first);
      }
    }
  }

  private static List<String> worths(Reply.Claimed claimed) {
    return claimed.grants().stream().map(LossSimulation::worth).sorted().toList();
  }

  private static String worth(Grant grant) {
    return grant.item() + ' ' + grant.worth();
  }

  private void release(long until) {
    now = Math.max(now, until + GRACE - 1);
    tick();
    boolean before = aside();
    now += DAY;
    tick();
    expect(!aside(), "something is set aside for ever, " + before);
  }

  private boolean aside() {
    StateView view = machine.view();
    for (int campaign = 0; campaign < view.campaigns(); campaign++) {
      if (view.items(campaign).stream().anyMatch(item -> item.quarantined() > 0)) {
        return true;
      }
    }
    return false;
  }

  private void audit() {
    Auditor auditor = new Auditor();
    log.forEach(auditor::accept);
    auditor.invariants().stream()
        .filter(each -> !each.held())
        .findFirst()
        .ifPresent(
            broken -> {
              throw new IllegalStateException(broken.toString());
            });
    expect(replayed().digest().equals(machine.digest()), "a replay is another state");
    machine.conservation().look(1_000_000, new Complaints());
  }

  /** Whoever is told what does not hold. */
  private static final class Complaints implements Conservation.Observer {
    @Override
    public void violated(Conservation.Violation violation) {
      throw new IllegalStateException(violation.campaign() + ": " + violation.text());
    }

    @Override
    public void item(String campaign, StateView.Item item, long free) {}

    @Override
    public void looked(String campaign, boolean alarmed) {}
  }

  private Machine replayed() {
    Machine other = new Machine();
    log.forEach(other::replay);
    return other;
  }

  private void keep(Batch batch) {
    log.add(batch);
    machine.replay(batch);
  }

  private Reply ask(Request request) {
    machine.begin(now);
    Reply reply = machine.handle(machine.prepare(request), chance::bits);
    keepDecided();
    return reply;
  }

  /** What happens by itself, in one batch. */
  private void tick() {
    machine.begin(now);
    keepDecided();
  }

  private void keepDecided() {
    Batch batch = machine.batch();
    if (batch != null) {
      log.add(batch.copy());
    }
    machine.commit();
  }

  private static void expect(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
