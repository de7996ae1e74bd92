package dev.manna.log.redis;

import static dev.manna.log.redis.Batches.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Batch;
import dev.manna.core.Log;
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

  /** The worked example of the page: whoever reads a log in another language compares with it. */
  @Test
  void shouldHashAsThePageSays() {
    assertThat(digest)
        .isEqualTo("63603b7bec104c0099fca3f7e263c5f2607915c9d77e584a086c873199052e48");
    assertThat(chain).isEqualTo("b873efc127e95b5682f43799b1976402730be48a3d83fd39462f841ecb85edd0");
  }
}
