package dev.manna.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WordsTest {
  @Test
  void shouldRepeatWhatWasFound() {
    assertThat(Words.noneOf("kind", "lotery", "lottery, sale"))
        .hasMessage("kind: \"lotery\" is none of lottery, sale");
    assertThat(Words.quoted("x".repeat(64))).isEqualTo('"' + "x".repeat(64) + '"');
  }

  @Test
  void shouldRepeatNoMoreThanIsNeeded() {
    assertThat(Words.cut("x".repeat(65))).isEqualTo("x".repeat(64) + "...");
    assertThat(Words.cut("x".repeat(63) + "\uD83C\uDF81")).isEqualTo("x".repeat(63) + "...");
  }
}
