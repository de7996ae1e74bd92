package dev.manna.core.law;

import dev.manna.core.Batch;
import dev.manna.core.Command;
import dev.manna.core.Event;
import dev.manna.core.Explanation;
import dev.manna.core.Explanation.Again;
import dev.manna.core.Explanation.Balance;
import dev.manna.core.Explanation.Step;
import dev.manna.core.Lottery;
import dev.manna.core.ProofEvent;
import dev.manna.core.RedPacket;
import dev.manna.core.proof.Numbers;
import dev.manna.core.wire.EventCodec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Explains one claim of a log, which it is given batch by batch from the beginning: it replays up
 * to the claim, looks at what the law looked at, and lets the claim happen. Used by one thread,
 * with a state of its own.
 */
public final class Explainer {
  private final String campaign;
  private final String user;
  private final String key;
  private final State state = new State();
  private @Nullable Found found;
  private boolean isDefined;
  private boolean isRevealed;

  private record Found(
      CampaignState campaign,
      Event.Claimed claimed,
      long position,
      long millis,
      int claim,
      List<Step> steps,
      Drawing drawing,
      List<Balance> balances) {}

  /** What came of asking the law again, and the numbers that it used. */
  private record Drawing(Again again, List<String> numbers) {}

  public Explainer(String campaign, String user, String key) {
    this.campaign = campaign;
    this.user = user;
    this.key = key;
  }

  /** Takes the batch that follows. After the claim it only looks whether the key was shown. */
  public void take(Batch batch) {
    List<Event> events = new ArrayList<>();
    boolean after = found != null;
    EventCodec.read(
        batch,
        after ? EventCodec.Claimants.NAMES_ONLY : state::claimant,
        (event, position) -> events.add(event));
    for (Event event : events) {
      if (event instanceof ProofEvent shown) {
        isRevealed |= found != null && found.campaign.number == shown.campaign();
      }
      if (found == null) {
        next(event, batch.timeMillis());
      }
    }
  }

  private void next(Event event, long now) {
    isDefined |= event instanceof Event.Defined defined && defined.campaign().equals(campaign);
    if (!(event instanceof Event.Claimed claimed) || !isIt(claimed)) {
      state.apply(event, now);
      return;
    }
    CampaignState of = state.campaigns.get(claimed.campaign());
    List<Step> steps = Trace.of(of, Asked.of(of, claimed), now);
    Drawing drawing = again(of, claimed, now);
    Balances before = Balances.of(of, claimed, now);
    int claim = of.claims.count();
    state.apply(event, now);
    List<Balance> balances = before.until(Balances.of(of, claimed, now));
    found = new Found(of, claimed, state.position(), now, claim, steps, drawing, balances);
  }

  private boolean isIt(Event.Claimed claimed) {
    return claimed.claimant().user().equals(user)
        && claimed.claimant().key().equals(key)
        && state.campaigns.get(claimed.campaign()).id.equals(campaign);
  }

  private static Drawing again(CampaignState campaign, Event.Claimed claimed, long now) {
    Event.Use use = claimed.use();
    String user = use.claimant().user();
    String key = use.claimant().key();
    Dice dice = Dice.of(campaign.seal, use.claimant());
    Decision decision =
        switch (claimed) {
          case Event.Drawn drawn -> {
            Command.Draw draw = new Command.Draw(campaign.id, user, key, drawn.draws());
            Lottery lottery = (Lottery) campaign.definition();
            yield LotteryRules.decide(campaign, lottery, draw, use, dice);
          }
          case Event.Snatched snatched ->
              RedPacketRules.decide(campaign, (RedPacket) campaign.definition(), use, now, dice);
          case Event.Entered entered -> Decision.happens(entered);
          case Event.Deducted deducted -> null;
          case Event.Waited waited -> null;
        };
    Again again =
        decision == null
            ? Again.NOT_ASKED
            : claimed.equals(decision.event()) ? Again.SAME : Again.OTHER;
    return new Drawing(again, numbers(campaign, use, dice.taken()));
  }

  private static List<String> numbers(CampaignState campaign, Event.Use use, int count) {
    List<String> numbers = new ArrayList<>();
    int[] block = new int[Numbers.A_BLOCK];
    for (int i = 0; i < count; i++) {
      if (i % Numbers.A_BLOCK == 0) {
        campaign
            .seal
            .numbers(use.claimant().user(), use.claimant().key(), 1)
            .read(i / Numbers.A_BLOCK, block, 0);
      }
      numbers.add(Integer.toUnsignedString(block[i % Numbers.A_BLOCK]));
    }
    return numbers;
  }

  /** Whether the claim has come. */
  public boolean isFound() {
    return found != null;
  }

  /** Whether the campaign has come, under a definition. */
  public boolean isDefined() {
    return isDefined;
  }

  /** The campaign's key was shown, as somebody knows who has read on. */
  public void reveal() {
    isRevealed = true;
  }

  /** The explanation, once the claim was found. Numbers are in it only where the key was shown. */
  public Explanation explanation() {
    Found it = found;
    if (it == null) {
      throw new IllegalStateException("only a claim that was found is explained");
    }
    List<String> numbers = it.drawing.numbers;
    return new Explanation(
        campaign,
        user,
        key,
        it.campaign.definition().kind(),
        it.campaign.rules().version(),
        it.claim + 1,
        it.position,
        it.millis,
        it.steps,
        isRevealed ? numbers : List.of(),
        isRevealed ? 0 : numbers.size(),
        it.drawing.again,
        outcome(it.campaign, it.claimed),
        it.balances);
  }

  private static List<String> outcome(CampaignState campaign, Event.Claimed claimed) {
    Catalog catalog = campaign.catalog();
    return switch (claimed) {
      case Event.Drawn drawn ->
          drawn.outcomes().stream()
              .map(item -> item == Event.Drawn.MISS ? "miss" : catalog.id(item))
              .toList();
      case Event.Entered entered -> List.of(entered.entries() + " entries");
      case Event.Snatched snatched -> {
        String cents = snatched.cents() > 0 ? " of " + snatched.cents() + " cents" : "";
        yield List.of(snatched.hit() ? catalog.id(snatched.item()) + cents : "miss");
      }
      case Event.Deducted deducted ->
          deducted.taken().stream()
              .map(taken -> taken.units() + " of " + catalog.id(taken.item()))
              .toList();
      case Event.Waited waited ->
          waited.wanted().stream()
              .map(
                  each ->
                      "waits for "
                          + each.units()
                          + " of "
                          + Assortment.sku(catalog.id(each.item())))
              .toList();
    };
  }
}
