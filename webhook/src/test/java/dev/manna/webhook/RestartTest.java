package dev.manna.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.Chunk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A target that is moved back, beside what sends to it. */
final class RestartTest {
  private static final int FAST = 10_000;

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("webhooks.db");
  }

  private static DeadLetters letters(Path file) throws Exception {
    return DeadLetters.open(Outbox.at(file.toString(), Outbox.Limits.DEFAULT));
  }

  /** About where the middle of the log is; a batch ends there. */
  private static Bookmark middle() {
    List<Chunk> chunks = Rig.LOG.chunks(10);
    return chunks.get(chunks.size() / 2).to();
  }

  private static List<String> idsBehind(Bookmark place, Hook hook) {
    return Rig.wanted(Rig.LOG, hook).stream()
        .filter(message -> message.position() > place.position())
        .map(message -> message.id())
        .toList();
  }

  @Test
  void shouldSendAgainWhatComesAfter() throws Exception {
    try (Receiver receiver = Receiver.plain()) {
      Hook hook = Rig.hook("shop", receiver.url(), FAST, true);
      try (Rig rig = new Rig(file(), hook);
          DeadLetters letters = letters(file())) {
        rig.pass(2_000, 10);
        List<String> expected = new ArrayList<>(Rig.ids(Rig.LOG, hook));
        Bookmark place = middle();
        assertThat(letters.stands("shop").position()).isEqualTo(Rig.LOG.position());
        assertThat(letters.restartAfter(place, "shop")).isEqualTo(new DeadLetters.Forgotten(0, 0));
        rig.pass(20_000, 100);
        expected.addAll(idsBehind(place, hook));
        assertThat(idsBehind(place, hook)).hasSizeGreaterThan(50);
        assertThat(receiver.ids()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(rig.said).hasSize(2).first().asString().contains("has moved this target");
      }
    }
  }

  /** What waits is neither sent twice nor out of order. */
  @Test
  void shouldTakeOutWhatWaitsAndIsTakenAgain() throws Exception {
    try (Receiver receiver = Receiver.plain().answering(500)) {
      Hook hook = Rig.hook("shop", receiver.url(), FAST, true);
      Bookmark place = middle();
      List<String> ids = Rig.ids(Rig.LOG, hook);
      List<String> behind = idsBehind(place, hook);
      try (Rig rig = new Rig(file(), hook)) {
        rig.pass(1_000, 100);
      }
      try (DeadLetters letters = letters(file())) {
        assertThat(letters.restartAfter(place, "shop"))
            .isEqualTo(new DeadLetters.Forgotten(behind.size(), 0));
        assertThat(letters.standings().getFirst().pending()).isEqualTo(ids.size() - behind.size());
      }
      receiver.answering(204);
      receiver.posts().clear();
      try (Rig rig = new Rig(file(), hook)) {
        rig.pass(60_000, 1_000);
      }
      assertThat(receiver.ids()).containsExactlyInAnyOrderElementsOf(ids);
    }
  }

  /** Of what is sent again no dead letter is left, which could be sent once more. */
  @Test
  void shouldTakeOutDeadLettersThatAreTakenAgain() throws Exception {
    try (Receiver receiver = Receiver.plain().answering(410)) {
      Hook hook = Rig.hook("shop", receiver.url(), FAST, false);
      Bookmark place = middle();
      try (Rig rig = new Rig(file(), hook)) {
        rig.pass(26L * 3_600_000, 600_000);
        assertThat(rig.figures(0).dead()).isEqualTo(Rig.ids(Rig.LOG, hook).size());
      }
      try (DeadLetters letters = letters(file())) {
        int behind = idsBehind(place, hook).size();
        assertThat(letters.restartAfter(place, "shop"))
            .isEqualTo(new DeadLetters.Forgotten(0, behind));
        assertThat(letters.standings().getFirst().dead())
            .isEqualTo(Rig.ids(Rig.LOG, hook).size() - behind);
      }
    }
  }
}
