package dev.manna.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import org.jspecify.annotations.Nullable;

/** The file of those whose certificates targets may show. */
final class Authorities {
  private Authorities() {}

  /**
   * Reads certificates in PEM, null for none.
   *
   * @throws Complaint if there are none in the file
   */
  static @Nullable String read(@Nullable Path file) {
    if (file == null) {
      return null;
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(bytes))
          .isEmpty()) {
        throw new CertificateException("it is empty");
      }
      return Files.readString(file);
    } catch (CertificateException e) {
      throw new Complaint(
          "webhooks: authorities: " + file + " holds no certificates in PEM: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new Complaint("webhooks: authorities: " + file + " cannot be read: " + e, e);
    }
  }
}
