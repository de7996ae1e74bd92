package dev.manna.log.redis;

import static dev.manna.log.redis.Batches.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Log.Appended;
import dev.manna.log.redis.RedisLog.Unfit;
import dev.manna.simulation.net.RedisProcess;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log over TLS. */
class TlsTest {
  private static final String PASSWORD = "changeit";

  @TempDir Path folder;

  @Test
  void shouldTrustWhomItIsTold() throws Exception {
    String own = certify(folder.resolve("own"), "ip:127.0.0.1");
    try (RedisProcess redis =
        RedisProcess.withTls(folder.resolve("own"), RedisProcess.FSYNCED).start()) {
      RedisLogOptions options =
          RedisLogOptions.at("safe", "rediss://127.0.0.1:" + redis.port()).withTimes(2_000, 2_000);
      try (RedisLog log = RedisLog.open(options.withAuthorities(own), 0)) {
        assertThat(log.append(0, batch(1, 1, "one"))).isEqualTo(new Appended.Done(1));
      }
      String others = certify(folder.resolve("others"), "ip:127.0.0.1");
      for (RedisLogOptions wrong :
          List.of(options, options.withAuthorities(others), plain(options))) {
        assertThatThrownBy(() -> RedisLog.open(wrong, 1))
            .isInstanceOf(Unfit.class)
            .hasMessageContaining("safe at ");
      }
    }
  }

  @Test
  void shouldNotTrustACertificateOfAnotherName() throws Exception {
    String own = certify(folder, "dns:elsewhere.example");
    try (RedisProcess redis = RedisProcess.withTls(folder, RedisProcess.FSYNCED).start()) {
      RedisLogOptions options =
          RedisLogOptions.at("safe", "rediss://127.0.0.1:" + redis.port()).withTimes(2_000, 2_000);
      assertThatThrownBy(() -> RedisLog.open(options.withAuthorities(own), 0))
          .isInstanceOf(Unfit.class);
    }
  }

  private static RedisLogOptions plain(RedisLogOptions options) {
    return RedisLogOptions.at("safe", options.uris().getFirst().replace("rediss:", "redis:"))
        .withTimes(2_000, 2_000);
  }

  /** Makes a certificate that signs itself, and its key, in files; the certificate in PEM. */
  private static String certify(Path folder, String name) throws Exception {
    Files.createDirectories(folder);
    Path file = folder.resolve("own.p12");
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process keytool =
        new ProcessBuilder(
                (tool
                        + " -genkeypair -alias own -keyalg EC -groupname secp256r1 -dname CN=redis"
                        + " -validity 2 -storetype PKCS12 -storepass "
                        + PASSWORD
                        + " -ext san="
                        + name
                        + " -keystore "
                        + file)
                    .split(" ", -1))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    String certificate = pem("CERTIFICATE", store.getCertificate("own").getEncoded());
    Files.writeString(folder.resolve("cert.pem"), certificate);
    byte[] key = store.getKey("own", PASSWORD.toCharArray()).getEncoded();
    Files.writeString(folder.resolve("key.pem"), pem("PRIVATE KEY", key));
    return certificate;
  }

  private static String pem(String what, byte[] bytes) {
    Base64.Encoder encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, encoder.encodeToString(bytes), what);
  }
}
