package dev.manna.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Books whose database server dies, lets nobody in, or writes no more. */
final class ServerFaultTest {
  private static final String AWAY = "the database cannot be reached; see that it runs.";
  private static final String WHO =
      "the database refuses the user or the password; set MANNA_LEDGER_USER and"
          + " MANNA_LEDGER_PASSWORD.";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Places.class,
      names = {"POSTGRESQL", "MARIADB"})
  void shouldGoOnWithAServerThatWasKilledAndWithOneThatOnlyReads(Places places)
      throws IOException, SQLException {
    try (OwnServer server = OwnServer.start(places, Files.createTempDirectory("manna-own"));
        Keeping shop = new Keeping(folder, new Ledger(server.books()))) {
      shop.goesOn();
      server.kill();
      // What PostgreSQL leaves behind may still say that it ends.
      shop.isInTrouble("see that it runs");
      shop.isInTrouble(AWAY);
      server.start(
          places == Places.POSTGRESQL
              ? new String[] {"-c", "default_transaction_read_only=on"}
              : new String[] {"--read-only=1"});
      shop.isInTrouble("the database only reads: it is a ");
      server.kill();
      shop.isInTrouble("see that it runs");
      server.start();
      shop.recovers(server.books());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Places.class,
      names = {"POSTGRESQL", "MARIADB"})
  void shouldSayWhatTheDatabaseWantsBeforeItLetsThemIn(Places places)
      throws IOException, SQLException {
    try (OwnServer server = OwnServer.start(places, Files.createTempDirectory("manna-own"))) {
      if (places == Places.POSTGRESQL) {
        admit(server, "host");
      }
      try (Keeping shop = new Keeping(folder, new Ledger(server.books("wrong", "")))) {
        shop.isInTrouble(WHO);
        shop.restart(new Ledger(server.books(OwnServer.PASSWORD, wantsTls(places))));
        shop.isInTrouble("the database has no TLS; set it up there, or let the URL end with ?ssl");
        shop.restart(new Ledger(server.books()));
        shop.recovers(server.books());
        if (places == Places.POSTGRESQL) {
          admit(server, "hostssl");
        } else {
          server.kill();
          server.start("--require-secure-transport=ON");
        }
        shop.restart(new Ledger(server.books()));
        shop.isInTrouble("the database wants TLS");
        if (places == Places.POSTGRESQL) {
          admit(server, "host");
        }
        shop.restart(new Ledger(encrypted(places, server)));
        shop.recovers(encrypted(places, server));
      }
    }
  }

  private static String wantsTls(Places places) {
    return places == Places.POSTGRESQL ? "?sslmode=require" : "?sslMode=trust";
  }

  /** PostgreSQL has no certificate here, so its operator has to change its mind. */
  private static Database encrypted(Places places, OwnServer server) {
    return places == Places.POSTGRESQL
        ? server.books()
        : server.books(OwnServer.PASSWORD, wantsTls(places));
  }

  private static void admit(OwnServer server, String how) throws IOException, SQLException {
    Files.writeString(
        server.data().resolve("pg_hba.conf"),
        "host all postgres 127.0.0.1/32 trust\n" + how + " all all 127.0.0.1/32 scram-sha-256\n");
    server.administer("SELECT pg_reload_conf()", "SELECT pg_sleep(0.5)");
  }
}
