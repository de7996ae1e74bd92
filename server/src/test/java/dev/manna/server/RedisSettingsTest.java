package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What settings of a log in Redis must be, which is said before anything is asked. */
final class RedisSettingsTest {
  private static final String NOBODY = "postgresql://127.0.0.1:1/manna";

  @TempDir private Path folder;

  private static void start(Map<Setting, String> more) {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.PORT, "0");
    flags.put(Setting.LOG, "redis://127.0.0.1:1");
    flags.put(Setting.LOG_DATABASE, NOBODY);
    flags.put(Setting.LEDGER, "none");
    flags.putAll(more);
    Config config = Config.read(null, Map.of(), flags);
    Server.start(config, line -> {}, e -> fail("the process would end", e)).close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          LOG             | redis://u:pw@h:1        | "redis:..." is not allowed; journal,
          LOG             | redis://h:1,i:1         | "redis:..." is not allowed; journal,
          LOG             | redis-sentinel://h:1    | "redis-sentinel:..." is not allowed
          LOG             | redis://h:70000         | a port is 1 to 65535, and not 70000
          LOG_DATABASE    | none                    | logDatabase: is missing; a log in Redis needs
          LOG_DATABASE    | jdbc:mariadb://h/n      | "jdbc:mariadb:..." is not allowed; none, post
          LOG_DURABILITY  | always                  | fsynced, every-second, memory are
          LOG_WINDOW      | 10                      | an integer, 20000 to 1000000000, is
          LOG_WINDOW_UNITS | 0                      | an integer, 1 to 1000000000000, is
          LOG_REPLICAS    | -1                      | an integer, 0 to 100, is
          LOG_AUTHORITIES | ca.pem                  | logAuthorities: is for a log in Redis with TLS
          LEDGER          | sqlite                  | ledger: is not allowed with a log that several
          """)
  void shouldNameTheSettingThatIsWrong(Setting setting, String value, String complaint) {
    assertThatThrownBy(() -> start(Map.of(setting, value)))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining(complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LOG_DATABASE   | postgresql://h/n | logDatabase: is for a log in Redis (log); without one,
          LOG_DURABILITY | memory           | logDurability: is for a log in Redis (log); without
          LOG_WINDOW     | 30000            | logWindow: is for a log in Redis (log); without one
          LOG_WINDOW_UNITS | 50             | logWindowUnits: is for a log in Redis (log); without
          LOG_REPLICAS   | 1                | logReplicas: is for a log in Redis (log); without
          """)
  void shouldRefuseWhatIsForRedisAlone(Setting setting, String value, String complaint) {
    for (String log : List.of("journal", NOBODY)) {
      Config wrong = Config.read(null, Map.of(), Map.of(Setting.LOG, log, setting, value));
      assertThatThrownBy(() -> Server.start(wrong, line -> {}, e -> fail(e)))
          .isInstanceOf(Complaint.class)
          .hasMessageStartingWith(complaint);
    }
  }

  @Test
  void shouldSayWhichCertificatesAreMissing() {
    Map<Setting, String> wrong =
        Map.of(Setting.LOG, "rediss://h", Setting.LOG_AUTHORITIES, folder + "/none.pem");
    assertThatThrownBy(() -> start(wrong))
        .isInstanceOf(Complaint.class)
        .hasMessageStartingWith("logAuthorities: " + folder + "/none.pem cannot be read: ");
  }
}
