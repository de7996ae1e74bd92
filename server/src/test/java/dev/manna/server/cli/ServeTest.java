package dev.manna.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Log;
import org.junit.jupiter.api.Test;

/** What a server says when it ends by itself. */
class ServeTest {
  @Test
  void shouldSayThatItWasHeldUp() {
    String why = "the log before position 9 was removed; asked was for what follows 4";
    assertThat(Serve.lastWord(new Log.Gone(why, 9)))
        .startsWith("ended: it was held up")
        .contains("(" + why + ")", "start it again");
  }

  @Test
  void shouldNameWhatItDidNotExpect() {
    assertThat(Serve.lastWord(new IllegalStateException("the sum is 3")))
        .startsWith("ended, because going on would not be safe: ")
        .contains("IllegalStateException: the sum is 3");
  }
}
