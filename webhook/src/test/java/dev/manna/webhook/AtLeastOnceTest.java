package dev.manna.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.Feed;
import dev.manna.simulation.Chance;
import dev.manna.simulation.CrowdLog;
import dev.manna.stream.Message;
import dev.manna.webhook.Courier.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process ends between any two steps, over and over; each event arrives all the same. */
class AtLeastOnceTest {
  private static final CrowdLog LOG = CrowdLog.of(13, 35);
  private static final HookUrl ANYWHERE = HookUrl.parse("http://127.0.0.1:1/");
  private static final Hook ANY = Rig.hook("any", ANYWHERE, 1_000, false);
  private static final Hook ORDERED = Rig.hook("ordered", ANYWHERE, 1_000, true);

  @TempDir private Path folder;

  private long now = Rig.BEGUN_MILLIS;
  private int lives;

  /** The end of the process; nothing catches it. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Two targets outside the process: they remember what they were posted, and sometimes fail. */
  private static final class Outside implements Courier {
    private final Chance chance;
    private final Map<String, List<String>> posted = new HashMap<>();
    private final Map<String, Set<String>> accepted = new HashMap<>();
    private Steps steps = new Steps(Integer.MAX_VALUE, Killed::new);

    Outside(long seed) {
      chance = new Chance(seed);
    }

    @Override
    public void post(
        HookUrl url, Map<String, String> headers, byte[] body, int attempt, Consumer<Answer> then) {
      receive(url.path().substring(1), headers, then);
    }

    private void receive(String target, Map<String, String> headers, Consumer<Answer> then) {
      step(steps);
      String id = String.valueOf(headers.get("webhook-id"));
      boolean good = !chance.oneIn(4);
      posted.computeIfAbsent(target, name -> new ArrayList<>()).add(id);
      if (good) {
        accepted.computeIfAbsent(target, name -> new LinkedHashSet<>()).add(id);
      }
      // It has it, and may be killed before anybody here hears of that.
      step(steps);
      then.accept(good ? new Answer.Answered(200) : new Answer.Failed("it is asleep"));
    }
  }

  private static void step(Steps steps) {
    try {
      steps.step();
    } catch (Killed e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static Hook at(Hook hook) {
    HookUrl url = HookUrl.parse("http://127.0.0.1:1/" + hook.name());
    return Rig.hook(hook.name(), url, hook.perSecond(), hook.ordered());
  }

  /** An outbox of a name, whose user is killed after so many steps. */
  Outbox outbox(String name, Steps steps) {
    String file = folder.resolve(name + ".db").toString();
    return new Outbox(file, Outbox.Limits.DEFAULT, () -> steps.around(Outbox.connect(file)));
  }

  /** A process, from its start until it is killed or has nothing more to do. */
  private boolean live(String name, Outside outside, int most) {
    lives++;
    Steps steps = new Steps(most, Killed::new);
    outside.steps = steps;
    Outbox outbox = outbox(name, steps);
    List<Hook> hooks = List.of(at(ANY), at(ORDERED));
    Chance chance = new Chance(lives);
    List<String> said = new ArrayList<>();
    List<Feed> feeds = new ArrayList<>();
    Deliveries deliveries =
        new Deliveries(hooks, outbox, outside, () -> now, chance::bits, said::add);
    try {
      for (Hook hook : hooks) {
        HookSink sink = new HookSink(hook, outbox, LOG, Bookmark.START);
        feeds.add(new Feed(sink, LOG, () -> now, 5, said::add));
      }
      boolean more = true;
      while (more) {
        more = feeds.get(0).doWork();
        more |= feeds.get(1).doWork();
        more |= deliveries.doWork();
        now += more ? 1 : 60_000;
        more |= deliveries.figures().stream().anyMatch(figures -> figures.pending() > 0);
      }
      return true;
    } catch (Killed e) {
      return false;
    } finally {
      feeds.forEach(Feed::close);
      deliveries.close();
    }
  }

  private static void check(Outside outside) {
    for (Hook hook : List.of(ANY, ORDERED)) {
      List<String> wanted = Rig.ids(LOG, hook);
      assertThat(outside.accepted.get(hook.name())).containsExactlyInAnyOrderElementsOf(wanted);
    }
    Map<String, String> campaignOf = new HashMap<>();
    Map<String, List<String>> wanted = new HashMap<>();
    for (Message message : Rig.wanted(LOG, ORDERED)) {
      campaignOf.put(message.id(), message.campaign());
      wanted.computeIfAbsent(message.campaign(), name -> new ArrayList<>()).add(message.id());
    }
    // Of a campaign nothing is posted before all that came earlier were posted, repeats aside.
    Map<String, Integer> reached = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (String id : outside.posted.get(ORDERED.name())) {
      if (seen.add(id)) {
        String campaign = campaignOf.get(id);
        int next = reached.merge(campaign, 1, Integer::sum) - 1;
        assertThat(id).isEqualTo(wanted.get(campaign).get(next));
      }
    }
  }

  /** What is not tried of a whole run: of so many steps one. */
  int stride() {
    return 20;
  }

  /** Each step of a whole run is once the last one. */
  @Test
  void shouldLoseNothingWhereverItIsKilledOnce() {
    int killed = 0;
    for (int most = 0; ; most += 1 + most / stride()) {
      String name = "once-" + most;
      Outside outside = new Outside(7);
      boolean done = live(name, outside, most);
      if (!done) {
        killed++;
        assertThat(live(name, outside, Integer.MAX_VALUE)).isTrue();
      }
      check(outside);
      if (done) {
        break;
      }
    }
    assertThat(killed).isGreaterThan(2 * stride());
  }

  @RepeatedTest(5)
  void shouldLoseNothingHoweverOftenItIsKilled(RepetitionInfo repetition) {
    killOften(repetition.getCurrentRepetition());
  }

  void killOften(int seed) {
    Chance chance = new Chance(seed);
    Outside outside = new Outside(chance.bits());
    String name = "often-" + seed;
    while (!live(name, outside, 10 + chance.below(20 + lives))) {
      assertThat(lives).isLessThan(2_000);
    }
    assertThat(lives).isGreaterThan(20);
    check(outside);
  }
}
