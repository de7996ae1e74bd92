package dev.manna.server.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class TableTest {
  @Test
  void shouldLineUpItsColumns() {
    Table table = new Table("campaign", "asked", "left");
    table.row("wheel", 1234567, "none").row("rain", 12L, "CNY 1.00");
    assertThat(table.lines())
        .containsExactly(
            "campaign      asked      left",
            "wheel     1,234,567      none",
            "rain             12  CNY 1.00");
  }

  @Test
  void shouldRefuseARowOfAnotherWidth() {
    assertThatThrownBy(() -> new Table("a", "b").row(1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldWriteProgressAsLinesWhereThereIsNoTerminal() {
    StringWriter text = new StringWriter();
    Screen screen = Screen.plain(new PrintWriter(text, true));
    screen.progress("half");
    screen.line("done");
    assertThat(text).hasToString("half%ndone%n".formatted());
  }
}
