package dev.manna.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * The page on which a browser checks a published log. Its files are the ones that Node runs; they
 * may load nothing but each other, and talk to nobody.
 */
final class ProofPage {
  /** Whatever went wrong in them, what a visitor chooses does not leave the browser. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'none';"
          + " base-uri 'none'; frame-ancestors 'none'";

  private static final Map<String, String> TYPES =
      Map.of("html", "text/html", "css", "text/css", "js", "text/javascript");

  private final Map<String, Buffer> files = new TreeMap<>();

  ProofPage() {
    for (String file :
        new String[] {
          "index.html",
          "page.css",
          "page.js",
          "bytes.js",
          "fields.js",
          "law.js",
          "ledger.js",
          "raffle.js",
          "proof.js"
        }) {
      files.put(file, House.resource("/proof/" + file));
    }
  }

  void serve(String file, Exchange exchange) {
    Buffer bytes = files.get(file);
    if (bytes == null) {
      exchange.fail(Fault.NO_SUCH_ROUTE, "/proof/ has " + String.join(", ", files.keySet()) + '.');
      return;
    }
    String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
    exchange.header(HttpHeaderNames.CONTENT_SECURITY_POLICY, POLICY);
    exchange.header("X-Content-Type-Options", "nosniff");
    exchange.respond(Answers.OK, type + "; charset=utf-8", bytes);
  }
}
