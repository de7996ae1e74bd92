package dev.manna.server.forecast;

import dev.manna.core.Author;
import dev.manna.core.ChangeCommand;
import dev.manna.core.ChangeReply;
import dev.manna.core.Command;
import dev.manna.core.Command.Line;
import dev.manna.core.Enlist;
import dev.manna.core.Grant;
import dev.manna.core.GrantId;
import dev.manna.core.Lottery;
import dev.manna.core.LotteryCommand;
import dev.manna.core.Query;
import dev.manna.core.RedPacket;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.Sale;
import dev.manna.core.law.Machine;
import dev.manna.server.Complaint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** One crowd at one campaign: the law itself decides, on a clock that does not wait. */
final class Run {
  /** The campaign's name within its run. */
  private static final String ID = "c";

  private static final Author ONE = new Author("one", "nobody comes any more");
  private static final Author ANOTHER = new Author("another", "nobody comes any more");

  private final Scenario scenario;
  private final SplittableRandom luck;
  private final Machine machine = new Machine();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Result result;
  private final PriorityQueue<Payment> payments =
      new PriorityQueue<>(Comparator.comparingLong(Payment::millis));
  private long now;

  /** An order that will be paid. */
  private record Payment(long millis, GrantId grant) {}

  private Run(Scenario scenario, long seed) {
    this.scenario = scenario;
    luck = new SplittableRandom(seed);
    now = scenario.startMillis();
    machine.begin(now);
    machine.found(luck.nextLong(), luck.nextLong());
    Reply reply = ask(new Command.Define(ID, scenario.definition(), 0));
    if (reply instanceof Reply.Refused refused) {
      throw new Complaint(scenario.name() + ": " + refused.detail());
    }
    List<Reply.Pool> pools = pools();
    pools.forEach(pool -> numbers.put(pool.item(), numbers.size()));
    result = new Result(pools, scenario);
  }

  /** What comes of a scenario under a seed; the same ones come to the same. */
  static Result of(Scenario scenario, long seed) {
    Run run = new Run(scenario, seed);
    run.letThemCome();
    run.result.end(run.pools());
    return run.result;
  }

  private void letThemCome() {
    int claims = scenario.users() * scenario.claims();
    long[] moments = scenario.arrivals().moments(claims, scenario.millis(), luck);
    int[] users = shuffled(claims);
    long start = scenario.startMillis();
    for (int i = 0; i < claims; i++) {
      pay(start + moments[i]);
      moveTo(start + moments[i]);
      claim(users[i], i);
    }
    pay(start + scenario.millis());
    moveTo(start + scenario.millis());
    if (scenario.definition() instanceof Lottery lottery && lottery.raffle()) {
      draw();
    }
  }

  /** Nobody comes any more: whatever its end would be, the raffle is drawn. */
  private void draw() {
    Command close = new Command.Steer(ID, Command.Move.CLOSE);
    Reply reply = ask(new ChangeCommand.Authored(close, ONE));
    if (reply instanceof ChangeReply.Proposal waits) {
      ask(new ChangeCommand.Approve(ID, waits.number(), ANOTHER));
    }
    moveTo(now);
    for (int user = 0; user < scenario.users(); user++) {
      Query of = new Query.OfGrants("u" + user, Long.MAX_VALUE, 1);
      for (Grant grant : ((Reply.Grants) ask(of)).grants()) {
        result.happened(user, grant.item());
        watch(grant);
      }
    }
  }

  /** Whose turn it is, by claim: each user as often as the others, in any order. */
  private int[] shuffled(int claims) {
    int[] users = new int[claims];
    for (int i = 0; i < claims; i++) {
      users[i] = i % scenario.users();
    }
    if (scenario.claims() > 1) {
      for (int i = claims - 1; i > 0; i--) {
        int other = luck.nextInt(i + 1);
        int user = users[i];
        users[i] = users[other];
        users[other] = user;
      }
    }
    return users;
  }

  /** Confirms the orders that are paid by then. */
  private void pay(long millis) {
    for (Payment next = payments.peek();
        next != null && next.millis() <= millis;
        next = payments.peek()) {
      payments.remove();
      moveTo(next.millis());
      ask(new Command.Settle(next.grant(), Command.Settlement.CONFIRM));
    }
  }

  private void claim(int user, int number) {
    admit("u" + user, number);
    Reply reply = ask(claimOf("u" + user, Integer.toString(number)));
    switch (reply) {
      case Reply.Claimed claimed -> {
        if (!claimed.granted()) {
          result.happened(user, claimed.entered() ? Result.ENTERED : Result.MISSED);
        }
        for (Grant grant : claimed.grants()) {
          result.happened(user, grant.item());
          watch(grant);
        }
        follow(claimed);
      }
      case Reply.Refused refused ->
          result.happened(user, Result.REFUSED + refused.refusal().code());
      default -> throw new IllegalStateException("a claim is claimed or refused");
    }
  }

  /** Whoever comes stands on the list that alone may, and has the chances that the draws cost. */
  private void admit(String user, int number) {
    if (scenario.definition().terms().allowListed()) {
      ask(new Enlist(ID, Enlist.Roll.ALLOW, true, List.of(user)));
    }
    if (scenario.definition() instanceof Lottery lottery && lottery.chances()) {
      ask(new LotteryCommand.Credit(ID, user, "chance-" + number, "forecast", scenario.draws()));
    }
  }

  private Command.Claim claimOf(String user, String key) {
    return switch (scenario.definition()) {
      case Lottery lottery when lottery.raffle() ->
          new Command.Enter(ID, user, key, scenario.draws());
      case Lottery lottery -> new Command.Draw(ID, user, key, scenario.draws());
      case RedPacket rain -> new Command.Snatch(ID, user, key);
      case Sale sale -> {
        Line line = new Line(sale.skus().get(luck.nextInt(sale.skus().size())).id(), 1);
        yield new Command.Deduct(ID, user, key, List.of(line), scenario.holdMillis());
      }
    };
  }

  /** A packet is opened at once; an order that is held may be paid later. */
  private void follow(Reply.Claimed claimed) {
    if (!claimed.granted()) {
      return;
    }
    if (scenario.definition() instanceof RedPacket) {
      ask(new Command.Settle(claimed.grants().getFirst().id(), Command.Settlement.OPEN));
    }
    if (scenario.definition() instanceof Sale
        && scenario.holdMillis() > 0
        && luck.nextInt(100) < scenario.paidPerCent()) {
      long millis = now + luck.nextLong(scenario.holdMillis());
      payments.add(new Payment(millis, claimed.grants().getFirst().id()));
    }
  }

  /** Looks whether that was the last of what a grant came from. */
  private void watch(Grant grant) {
    Integer item = numbers.get(grant.item());
    if (item != null) {
      watch(item);
    }
    if (grant.worth() instanceof Grant.Worth.Amount amount) {
      watch(0);
      Integer denomination = numbers.get(Long.toString(amount.cents()));
      if (denomination != null) {
        watch(denomination);
      }
    }
  }

  private void watch(int item) {
    if (!result.hasRunOut(item)) {
      Reply.Pools page = (Reply.Pools) ask(new Query.OfPools(ID, item, 1));
      if (page.pools().getFirst().available() == 0) {
        result.ranOut(item, now - scenario.startMillis());
      }
    }
  }

  private List<Reply.Pool> pools() {
    List<Reply.Pool> pools = new ArrayList<>();
    for (int after = 0; after >= 0; ) {
      Reply.Pools page = (Reply.Pools) ask(new Query.OfPools(ID, after, Query.MAX_PAGE));
      pools.addAll(page.pools());
      after = page.next() == 0 ? -1 : page.next();
    }
    return pools;
  }

  private void moveTo(long millis) {
    if (millis != now || machine.full()) {
      now = millis;
      machine.commit();
      machine.begin(now);
    }
    while (machine.full()) {
      machine.commit();
      machine.begin(now);
    }
  }

  private Reply ask(Request request) {
    if (machine.full()) {
      moveTo(now);
    }
    return machine.handle(machine.prepare(request), luck::nextLong);
  }
}
