package dev.manna.log.redis;

import static dev.manna.log.redis.Batches.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.StockChange;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an entry must hold to be believed. */
class EntryTest {
  private static final String BEFORE = LogMark.BEGINNING.chain();

  private final Batch batch = batch(1, 2, "words");
  private final String digest = Chain.digest(batch);
  private final String chain = Chain.next(BEFORE, digest);

  @Test
  void shouldBelieveWhatWasAppended() {
    Entry entry = new Entry("3-2", batch, digest, chain);
    entry.verify(BEFORE);
    entry.verify(null);
    assertThat(entry.follows(BEFORE)).isTrue();
    assertThat(entry.mark()).isEqualTo(new LogMark(2, chain));
  }

  @Test
  void shouldNotBelieveAnythingElse() {
    for (Batch other :
        List.of(
            batch(1, 2, "wordz"),
            batch(2, 1, "words"),
            batch(1, 1, "words"),
            new Batch(1, 2, batch.timeMillis() + 1, batch.payload()))) {
      assertUnbelieved(new Entry("3-" + other.last(), other, digest, chain), null);
    }
    assertUnbelieved(new Entry("3-3", batch, digest, chain), null);
    assertUnbelieved(new Entry("3-12", batch, digest, chain), null);
    assertUnbelieved(new Entry("3-2", batch, digest, chain), chain);
    assertUnbelieved(new Entry("3-2", batch, digest, BEFORE), BEFORE);
  }

  private static void assertUnbelieved(Entry entry, String before) {
    assertThatThrownBy(() -> entry.verify(before))
        .isInstanceOf(Log.Failure.class)
        .hasMessageContaining("entry " + entry.id());
  }

  /** What it changes of the stock is as much a part of it as its events. */
  @Test
  void shouldNotBelieveAnotherStock() {
    StockChange mug = new StockChange(0, 0, "shop/mug", -1, 1);
    Batch sold = new Batch(1, 2, 1_001, batch.payload(), List.of(mug));
    String own = Chain.digest(sold);
    assertThat(own).isEqualTo("fe01c6d1642191089c778a2e93725e32aa51ecf89fded8883f45beb6901f20c2");
    new Entry("3-2", sold, own, Chain.next(BEFORE, own)).verify(BEFORE);
    assertUnbelieved(new Entry("3-2", batch, own, Chain.next(BEFORE, own)), BEFORE);
    StockChange more = new StockChange(0, 0, "shop/mug", -1, 2);
    Batch other = new Batch(1, 2, 1_001, batch.payload(), List.of(more));
    assertUnbelieved(new Entry("3-2", other, own, Chain.next(BEFORE, own)), BEFORE);
  }

  /** The worked example of the page: whoever reads a log in another language compares with it. */
  @Test
  void shouldHashAsThePageSays() {
    assertThat(digest)
        .isEqualTo("e196f7463e27f73badf4670a87436750d1f34e2905f6b05aeb5059dde822aa26");
    assertThat(chain).isEqualTo("90f029abfe477a163cabfe11373c9026923c43c9e6fddfed67f41a513b3ff1bc");
  }
}
