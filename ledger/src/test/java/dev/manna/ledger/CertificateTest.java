package dev.manna.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Books in a PostgreSQL that shows a certificate, and which of them are trusted. */
final class CertificateTest {
  @TempDir private Path folder;

  /** Whom the books trust: the owner of a certificate, by the name by which they came. */
  private static String trusting(Path file) {
    return "?sslmode=verify-full&sslrootcert=" + file;
  }

  @Test
  void shouldLookAtTheCertificateOfTheDatabase() throws IOException, SQLException {
    OwnCertificate right = OwnCertificate.of(folder, "right", "ip:127.0.0.1");
    OwnCertificate wrong = OwnCertificate.of(folder, "wrong", "ip:127.0.0.1");
    OwnCertificate other = OwnCertificate.of(folder, "other", "dns:books.example.com");
    try (OwnServer server =
        OwnServer.start(Places.POSTGRESQL, Files.createTempDirectory("manna-own"))) {
      show(server, right);
      Database trusting = books(server, right);
      try (Keeping shop = new Keeping(folder, new Ledger(books(server, wrong)))) {
        shop.isInTrouble("the certificate of the database is of nobody whom the books trust; name");
        shop.restart(new Ledger(trusting));
        shop.recovers(trusting);
        assertThat(encrypted(server)).isEqualTo("TLSv1.3");
        show(server, other);
        shop.restart(new Ledger(trusting));
        shop.isInTrouble("is of nobody whom the books trust");
        shop.restart(new Ledger(books(server, other)));
        shop.isInTrouble("the certificate of the database is for another host; name the host");
        Path missing = folder.resolve("missing.crt");
        String more = trusting(missing);
        shop.restart(new Ledger(server.books(OwnServer.PASSWORD, more)));
        shop.isInTrouble("the file that sslrootcert names cannot be read");
        show(server, right);
        shop.restart(new Ledger(trusting));
        shop.recovers(trusting);
      }
    }
  }

  private static Database books(OwnServer server, OwnCertificate trusted) {
    return server.books(OwnServer.PASSWORD, trusting(trusted.certificate()));
  }

  private static void show(OwnServer server, OwnCertificate certificate) throws IOException {
    server.kill();
    Path data = server.data();
    copy(certificate.certificate(), data.resolve("server.crt"));
    copy(certificate.key(), data.resolve("server.key"));
    server.start("-c", "ssl=on");
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
  }

  /** What the sessions of the books speak. */
  private static String encrypted(OwnServer server) throws SQLException {
    String url = server.books().shown().replaceFirst("\\?.*", "");
    try (Connection connection = DriverManager.getConnection(url, "postgres", "");
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT string_agg(DISTINCT coalesce(version, 'none'), ' ') FROM pg_stat_ssl"
                        + " JOIN pg_stat_activity USING (pid) WHERE usename = 'keeper'")) {
      rows.next();
      return rows.getString(1);
    }
  }
}
