package dev.manna.log.redis;

import static dev.manna.log.redis.Batches.batch;
import static dev.manna.log.redis.Batches.wordsAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import dev.manna.log.redis.RedisLog.Unfit;
import dev.manna.log.redis.RedisRecovery.Outcome;
import dev.manna.simulation.net.RedisProcess;
import java.util.List;
import java.util.Map;

/** What the scripts of a log promise, each shown in a few steps on a fresh log. */
enum Promise {
  ANOTHER_LINEAGE_STOPS_THE_LOG {
    @Override
    void check(Place place) {
      try (RedisLog log = place.open()) {
        done(log, batch(1, 1, "one"));
        place.redis().kill();
        place.redis().start();
        assertThat(append(log, batch(2, 1, "two")))
            .as("whether the server that is no more has taken it is not known")
            .isInstanceOf(Appended.InDoubt.class);
        assertThat(append(log, batch(2, 1, "other"))).isInstanceOf(Appended.Fenced.class);
        assertThat(log.drained(1)).isInstanceOf(RedisLog.Kept.Not.class);
        assertThat(log.trim(0)).isInstanceOf(RedisLog.Kept.Not.class);
      }
    }
  },
  WHAT_IS_NOT_APPENDED_HAS_NO_EFFECT {
    @Override
    void check(Place place) {
      LogKeys keys = LogKeys.of(place.options().name());
      try (RedisLog log = place.open()) {
        done(log, batch(1, 1, "pens=5"));
        place.redis().ask("XADD", keys.log(), "1-9", "somebody", "else");
        assertThatThrownBy(() -> append(log, batch(2, 1, "pens=-1")))
            .isInstanceOf(Log.Failure.class);
        assertThat(place.redis().ask("HGET", keys.stock(), "pens")).isEqualTo("5");
        assertThat(place.redis().ask("HGET", keys.meta(), "position")).isEqualTo("1");
      }
    }
  },
  NO_ITEM_GOES_BELOW_NOTHING {
    @Override
    void check(Place place) {
      RedisLogOptions wide = place.options().withWindowUnits(Long.MAX_VALUE);
      try (RedisLog log = new Place(place.redis(), wide, place.scripts()).open()) {
        done(log, batch(1, 1, "caps=9 pens=9007199254740992"));
        assertThatThrownBy(() -> append(log, batch(2, 1, "caps=-1 pens=-9007199254740993")))
            .isInstanceOf(Log.Failure.class);
        assertThatThrownBy(() -> append(log, batch(2, 1, "caps=-10")))
            .isInstanceOf(Log.Failure.class);
        done(log, batch(2, 1, "caps=-9"));
      }
    }
  },
  ONLY_WHAT_IS_NEEDED_BY_NOBODY_IS_REMOVED {
    @Override
    void check(Place place) {
      try (RedisLog log = place.open()) {
        for (int i = 1; i <= 9; i++) {
          done(log, batch(i, 1, "event " + i));
        }
        log.drained(5);
        log.trim(4);
        assertThat(wordsAfter(log, 4)).hasSize(5).first().isEqualTo("event 5");
        log.trim(9);
        assertThat(wordsAfter(log, 5)).hasSize(4).first().isEqualTo("event 6");
        assertThat(log.drained(3)).isEqualTo(new RedisLog.Kept.Done(5));
      }
    }
  },
  ONE_IS_FIRST {
    @Override
    void check(Place place) {
      Batch first = batch(1, 1, "of one");
      try (RedisLog one = place.open();
          RedisLog other = place.open()) {
        done(one, first);
        assertThat(append(other, batch(1, 1, "of the other")))
            .isEqualTo(new Appended.Conflict(List.of(first)));
        assertThat(append(one, batch(1, 1, "of one again"))).isInstanceOf(Appended.Conflict.class);
        done(other, batch(2, 1, "of the other"));
      }
    }
  },
  THE_SAME_BATCH_TWICE_IS_ONE {
    @Override
    void check(Place place) {
      try (RedisLog log = place.open()) {
        done(log, batch(1, 1, "one"));
        done(log, batch(1, 1, "one"));
        done(log, batch(2, 1, "two"));
        done(log, batch(1, 1, "one"));
        assertThat(wordsAfter(log, 0)).containsExactly("one", "two");
      }
    }
  },
  EACH_NODES_BATCH_IS_ITS_OWN {
    @Override
    void check(Place place) {
      Batch alike = batch(1, 1, "alike");
      Place elsewhere =
          new Place(place.redis(), place.options().withNode("another"), place.scripts());
      try (RedisLog one = place.open();
          RedisLog other = elsewhere.open()) {
        done(one, alike);
        assertThat(append(other, alike)).isEqualTo(new Appended.Conflict(List.of(alike)));
        done(one, alike);
      }
    }
  },
  AN_EPOCH_FENCES_THOSE_BEFORE {
    @Override
    void check(Place place) {
      try (RedisLog log = place.open()) {
        done(log, batch(1, 1, "one"));
        new SharedRedis(place.options()).beginEpoch();
        assertThat(append(log, batch(2, 1, "two"))).isInstanceOf(Appended.Fenced.class);
        assertThat(log.drained(1)).isInstanceOf(RedisLog.Kept.Not.class);
      }
    }
  },
  NOBODY_IS_TOLD_AN_END_THAT_MAY_BE_OVER {
    @Override
    void check(Place place) {
      try (RedisLog log = place.open();
          RedisLog other = place.open()) {
        done(other, batch(1, 1, "one"));
        assertThat(log.endsAt(0)).isFalse();
        assertThat(other.endsAt(1)).isTrue();
        new SharedRedis(place.options()).beginEpoch();
        assertThatThrownBy(() -> log.endsAt(1)).isInstanceOf(Log.Away.class);
      }
      try (RedisLog log = place.open()) {
        place.redis().kill();
        assertThatThrownBy(() -> log.endsAt(1)).isInstanceOf(Log.Away.class);
        place.redis().start();
        assertThatThrownBy(() -> log.endsAt(1))
            .isInstanceOf(Log.Away.class)
            .hasMessageContaining("the log waits for its recovery");
      }
    }
  },
  ANOTHER_LOG_IS_NONE_OF_OURS {
    @Override
    void check(Place place) {
      try (RedisLog log = place.open()) {
        done(log, batch(1, 1, "one"));
        place.redis().ask("FLUSHALL");
        assertThat(append(log, batch(2, 1, "two"))).isInstanceOf(Appended.Fenced.class);
        assertThatThrownBy(() -> place.open(1).close()).isInstanceOf(Unfit.class);
        assertThat(place.redis().ask("KEYS", "*")).isEmpty();
        try (RedisLog stranger = place.open()) {
          done(stranger, batch(1, 1, "uno"));
          assertThat(append(log, batch(2, 1, "two"))).isInstanceOf(Appended.Fenced.class);
        }
      }
    }
  },
  THE_BOOKS_ARE_NEVER_FURTHER_BEHIND_THAN_THE_WINDOW {
    @Override
    void check(Place place) {
      Place narrow = new Place(place.redis(), place.options().withWindow(12), place.scripts());
      try (RedisLog log = narrow.open()) {
        done(log, batch(1, 12, "twelve"));
        assertThat(append(log, batch(13, 1, "one more"))).isInstanceOf(Appended.Full.class);
        log.drained(9);
        done(log, batch(13, 9, "to 21"));
        assertThat(append(log, batch(22, 1, "one more"))).isInstanceOf(Appended.Full.class);
      }
    }
  },
  NO_MORE_OF_AN_ITEM_IS_OUT_THAN_THE_WINDOW {
    @Override
    void check(Place place) {
      RedisLogOptions narrow = place.options().withWindowUnits(12);
      try (RedisLog log = new Place(place.redis(), narrow, place.scripts()).open()) {
        done(log, batch(1, 1, "caps=99 pens=99"));
        done(log, batch(2, 1, "caps=-9 pens=-9"));
        assertThat(append(log, batch(3, 1, "pens=-4"))).isInstanceOf(Appended.Full.class);
        done(log, batch(3, 1, "pens=-3"));
        assertThat(append(log, batch(4, 1, "pens=-1"))).isInstanceOf(Appended.Full.class);
        log.drained(2);
        assertThat(append(log, batch(4, 1, "pens=-10"))).isInstanceOf(Appended.Full.class);
        done(log, batch(4, 1, "pens=-9 caps=-9"));
        log.drained(3);
        log.drained(2);
        assertThat(append(log, batch(5, 1, "pens=-4"))).isInstanceOf(Appended.Full.class);
        done(log, batch(5, 1, "pens=-3"));
      }
    }
  },
  A_RECOVERY_COUNTS_WHAT_IS_OUT_ANEW {
    @Override
    void check(Place place) {
      RedisLogOptions narrow = place.options().withWindowUnits(12);
      LogMark kept;
      try (RedisLog log = RedisLog.open(narrow, 0, place.scripts())) {
        done(log, batch(1, 1, "caps=99 pens=99"));
        kept = log.mark();
        done(log, batch(2, 1, "caps=-9 pens=-9"));
      }
      try (RedisRecovery recovery = RedisRecovery.connect(narrow, place.scripts())) {
        Standing found = recovery.standing();
        List<Batch> survivors = List.of(batch(2, 1, "pens=-8"));
        Map<String, Long> stock = Map.of("pens", 91L, "caps", 99L);
        recovery.reopen(new Reopening(found, 2, kept, survivors, stock, Map.of("pens", 8L), 0));
      }
      try (RedisLog log = RedisLog.open(narrow, 0, place.scripts())) {
        assertThat(append(log, batch(3, 1, "pens=-5"))).isInstanceOf(Appended.Full.class);
        done(log, batch(3, 1, "pens=-4 caps=-12"));
      }
    }
  },
  A_RECOVERY_HAPPENS_ONCE {
    @Override
    void check(Place place) {
      LogMark one;
      try (RedisLog log = place.open()) {
        done(log, batch(1, 1, "one"));
        one = log.mark();
        done(log, batch(2, 1, "junk"));
      }
      try (RedisRecovery recovery = RedisRecovery.connect(place.options(), place.scripts())) {
        Standing found = recovery.standing();
        List<Batch> survivors = List.of(batch(2, 1, "two"));
        Reopening wanted = new Reopening(found, 2, one, survivors, Map.of("pens", 1L), Map.of(), 0);
        assertThat(recovery.reopen(wanted)).isInstanceOf(Outcome.Opened.class);
        assertThat(recovery.reopen(wanted)).isInstanceOf(Outcome.Opened.class);
        Reopening late = new Reopening(found, 3, one, List.of(), Map.of(), Map.of(), 0);
        assertThat(recovery.reopen(late)).isInstanceOf(Outcome.Not.class);
      }
      try (RedisLog log = place.open()) {
        assertThat(wordsAfter(log, 0)).containsExactly("one", "two");
        done(log, batch(3, 1, "pens=-1"));
      }
    }
  };

  /** Where a promise is tried. */
  record Place(RedisProcess redis, RedisLogOptions options, Scripts scripts) {
    RedisLog open() {
      return open(0);
    }

    RedisLog open(long known) {
      return RedisLog.open(options, known, scripts);
    }
  }

  abstract void check(Place place);

  private static Appended append(Log log, Batch batch) {
    return log.append(batch.first() - 1, batch);
  }

  private static void done(Log log, Batch batch) {
    assertThat(append(log, batch)).isEqualTo(new Appended.Done(batch.last()));
  }
}
