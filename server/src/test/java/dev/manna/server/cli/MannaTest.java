package dev.manna.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.server.Setting;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class MannaTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldListEveryCommandWithASentence() {
    assertThat(run("help")).isZero();
    for (CommandLine command : Manna.commandLine().getSubcommands().values()) {
      assertThat(command.getCommandSpec().usageMessage().description())
          .as(command.getCommandName())
          .isNotEmpty();
      assertThat(out.toString()).contains(command.getCommandName());
    }
  }

  @Test
  void shouldExplainEachCommand() {
    // By each of its names; the help calls it by the first.
    Manna.commandLine()
        .getSubcommands()
        .forEach(
            (name, command) -> {
              assertThat(run("help", name)).as(name).isZero();
              assertThat(out.toString()).contains("manna " + command.getCommandName() + " ");
            });
  }

  @Test
  void shouldSayWhatThereIsWhenAskedWrongly() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("serve");
    assertThat(run("swerve")).isEqualTo(2);
    assertThat(err.toString()).contains("swerve").doesNotContain("Exception");
  }

  @Test
  void shouldSayWhichVersionItIs() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("manna ");
  }

  @Test
  void shouldHaveAFlagForEachSetting() {
    assertThat(run("serve", "--help")).isZero();
    for (Setting setting : Setting.values()) {
      if (setting.secret()) {
        assertThat(out.toString()).doesNotContain(setting.flag());
      } else {
        assertThat(out.toString()).contains(setting.flag() + "=" + setting.label());
      }
    }
    assertThat(run("serve", "--prot", "1")).isEqualTo(2);
    assertThat(err.toString()).contains("--prot");
    assertThat(run("serve", "--port", "many")).isEqualTo(1);
    assertThat(err.toString())
        .contains("manna: --port: \"many\" is not allowed; an integer, 0 to 65535, is")
        .doesNotContain("Exception");
  }

  private int run(String... arguments) {
    return Manna.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
