package dev.manna.server.cli;

import dev.manna.core.Log;
import dev.manna.server.Complaint;
import dev.manna.server.Config;
import dev.manna.server.Main;
import dev.manna.server.Server;
import dev.manna.server.Setting;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that runs the server. */
@Command(
    name = "serve",
    description = {
      "Runs the server until it is told to stop (SIGTERM).",
      "A flag wins over the environment (MANNA_PORT for --port), and that over the file."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:stopped as it was told to, and everything accepted was answered",
      "1:could not start or stop as it should, and said why",
      "2:asked wrongly",
      "3:ended itself, because going on would not have been safe; start it again"
    })
final class Serve implements Callable<Integer> {
  private static final int UNSAFE = 3;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings in YAML; ./" + Config.FILE + " where it exists.")
  private @Nullable Path file;

  private final Map<Setting, String> flags = new EnumMap<>(Setting.class);

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The command with a flag for each setting. */
  static CommandLine commandLine() {
    Serve serve = new Serve();
    CommandSpec spec = CommandSpec.forAnnotatedObject(serve);
    for (Setting setting : Setting.values()) {
      if (setting.secret()) {
        continue;
      }
      spec.addOption(
          OptionSpec.builder(setting.flag())
              .paramLabel(setting.label())
              .type(String.class)
              .description(setting.meaning() + " (" + setting.assumed() + ")")
              .setter(serve.setter(setting))
              .build());
    }
    return new CommandLine(spec);
  }

  private CommandLine.Model.ISetter setter(Setting setting) {
    return new CommandLine.Model.ISetter() {
      @Override
      public <T> @Nullable T set(@Nullable T value) {
        if (value != null) {
          flags.put(setting, value.toString());
        }
        return null;
      }
    };
  }

  @Override
  public Integer call() throws InterruptedException {
    Config config = Config.read(file, System.getenv(), flags);
    Server server = Server.start(config, this::say, this::end);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "manna-stop"));
    // The process now lives until a signal begins its shutdown, and the hook ends it.
    new CountDownLatch(1).await();
    throw new Complaint("unreachable");
  }

  private void say(String line) {
    print(spec.commandLine().getOut(), line);
  }

  private void stop(Server server) {
    say("stopping");
    int unanswered = server.stop();
    if (unanswered > 0) {
      complain(unanswered + " requests were not answered in time");
    }
    Main.endNow(unanswered == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE);
  }

  /**
   * The state or the log can no longer be trusted: no further answer leaves, and the process ends
   * without any tidying up, as if it were killed. What was acknowledged is in the log.
   */
  private void end(Throwable e) {
    complain(lastWord(e));
    Main.endNow(UNSAFE);
  }

  /** Why it ends, and what to do. */
  static String lastWord(Throwable e) {
    return e instanceof Log.Gone
        ? "ended: it was held up, and what it has not taken in yet was removed from the log that"
            + " nodes share ("
            + e.getMessage()
            + "). Nothing is lost; start it again, and it begins with a snapshot."
        : "ended, because going on would not be safe: "
            + e
            + ". Everything acknowledged is in the journal, or the log that nodes share; start it"
            + " again, and look at where that lies and what this server has logged if it ends"
            + " again.";
  }

  private void complain(String sentence) {
    print(spec.commandLine().getErr(), "manna: " + sentence);
  }

  private static void print(PrintWriter to, String line) {
    to.println(line);
    to.flush();
  }
}
