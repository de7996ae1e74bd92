package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.webhook.HookUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HookReaderTest {
  private static final String HEAD =
      """
      webhooks:
        allow: [hooks.example.com, "10.1.0.9:8080"]
        inside: [10.1.0.0/16]
      """;

  private static final String HOOKS = HEAD + "  hooks:\n    - name: shop\n";

  @TempDir private Path folder;

  private HookSettings read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("manna.yaml"), text);
    return Config.read(file, Map.of(), Map.of()).webhooks();
  }

  @Test
  void shouldReadHooks() throws IOException {
    HookSettings settings =
        read(
            HEAD
                + """
                  authorities: ca.pem
                  hooks:
                    - {name: all, url: "https://hooks.example.com/a", secrets: a.secret}
                    - name: some
                      url: http://10.1.0.9:8080/b?c=d
                      secrets: b.secret
                      campaigns: [flash, spring]
                      types: [dev.manna.deducted.v1]
                      perSecond: 10000
                      ordered: true
                      from: start
                    - {name: x, url: "https://hooks.example.com", secrets: s, types: "*"}
                """);
    assertThat(settings.authorities()).isEqualTo(Path.of("ca.pem"));
    assertThat(settings.allowed().hosts()).containsExactly("hooks.example.com", "10.1.0.9:8080");
    List<HookSettings.Entry> entries = settings.entries();
    assertThat(entries).hasSize(3);
    HookSettings.Entry all = entries.getFirst();
    assertThat(all.url()).isEqualTo(new HookUrl(true, "hooks.example.com", 443, "/a"));
    assertThat(all.campaigns()).isEmpty();
    assertThat(all.types()).isEmpty();
    assertThat(all.perSecond()).isEqualTo(100);
    assertThat(all.ordered()).isFalse();
    assertThat(all.fromStart()).isFalse();
    HookSettings.Entry some = entries.get(1);
    assertThat(some.url()).isEqualTo(new HookUrl(false, "10.1.0.9", 8080, "/b?c=d"));
    assertThat(some.secrets()).isEqualTo(Path.of("b.secret"));
    assertThat(some.campaigns()).isEqualTo(Set.of("flash", "spring"));
    assertThat(some.types()).isEqualTo(Set.of("dev.manna.deducted.v1"));
    assertThat(some.perSecond()).isEqualTo(10_000);
    assertThat(some.ordered()).isTrue();
    assertThat(some.fromStart()).isTrue();
    assertThat(some.where()).endsWith("manna.yaml:9: webhooks: hooks: some: secrets");
  }

  @Test
  void shouldHaveNoneWhereNothingIsSaid() throws IOException {
    assertThat(read("port: 1\n").entries()).isEmpty();
    assertThat(read("webhooks: {}\n").entries()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          webhooks: 1                     | 1: webhooks: is not written as "key: value"
          webhooks: {hook: []}            | 1: webhooks: hook: is not known here; allowed: allow,
          webhooks: {allow: a.example}    | 1: webhooks: allow: is not a list
          webhooks: {allow: ["https://a"]}| 1: webhooks: allow: "https://a" is no host; such as
          webhooks: {inside: [10.0.0.1]}  | 1: webhooks: inside: "10.0.0.1" is no network; such as
          webhooks: {allow: [], allow: []}| 1: webhooks: allow: stands twice
          webhooks: {hooks: [x]}          | 1: webhooks: hooks: is not written as "key: value"
          """)
  void shouldNameTheLineOfWhatHoldsHooks(String text, String complaint) {
    assertThatThrownBy(() -> read(text + "\n"))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("manna.yaml:" + complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          url: https://other.example/     | url: other.example is not on the allow list; allowed:
          url: http://hooks.example.com/  | url: hooks.example.com:80 is not on the allow list
          url: https://127.1/             | url: "https://127.1/" is no target;
          url: https://u@hooks.example.com| url: "https://***@hooks.example.com" is no
          types: [deducted]               | types: "deducted" is no type; allowed: dev.manna.fou
          types: []                       | types: names none; "*" is all
          types: all                      | types: is not a list
          campaigns: ["a b"]              | campaigns: a campaign: "a b" may hold only letters
          perSecond: 0                    | perSecond: "0" is not allowed; an integer, 1 to
          perSecond: 10001                | perSecond: "10001" is not allowed; an integer, 1 to
          perSecond: 1.5                  | perSecond: "1.5" is not allowed; an integer, 1 to
          ordered: yes                    | ordered: "yes" is not allowed; false and true are
          from: 1                         | from: "1" is not allowed; now and start are
          """)
  void shouldNameTheLineOfAHook(String line, String complaint) {
    String url = line.startsWith("url") ? "" : "      url: https://hooks.example.com/\n";
    String text = HOOKS + "      secrets: s\n" + url + "      " + line + "\n";
    int at = (int) text.lines().count();
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("manna.yaml:" + at + ": webhooks: hooks: shop: " + complaint);
  }

  @Test
  void shouldWantANameAUrlAndSecretsOfEach() {
    assertThatThrownBy(() -> read(HOOKS))
        .hasMessageContaining("5: webhooks: hooks: url: is missing");
    assertThatThrownBy(() -> read(HOOKS + "      url: https://hooks.example.com/\n"))
        .hasMessageContaining("5: webhooks: hooks: secrets: is missing");
    assertThatThrownBy(() -> read(HEAD + "  hooks: [{url: x}]\n"))
        .hasMessageContaining("4: webhooks: hooks: name: is missing");
    assertThatThrownBy(() -> read(HEAD + "  hooks: [{name: A}]\n"))
        .hasMessageContaining("name: \"A\" is not allowed; up to 32 of a-z, 0-9 and -");
    assertThatThrownBy(() -> read(HOOKS + "      nam: x\n"))
        .hasMessageContaining("6: webhooks: hooks: nam: is not known here; allowed: name, url,");
  }

  @Test
  void shouldWantNamesOfTheirOwnAndNotTooMany() {
    String hook = "    - {name: %s, url: \"https://hooks.example.com\", secrets: s}\n";
    String two = HEAD + "  hooks:\n" + hook.formatted("a") + hook.formatted("a");
    assertThatThrownBy(() -> read(two)).hasMessageContaining("6: webhooks: hooks: two are named a");
    StringBuilder many = new StringBuilder(HEAD + "  hooks:\n");
    for (int i = 0; i < 17; i++) {
      many.append(hook.formatted("a" + i));
    }
    assertThatThrownBy(() -> read(many.toString()))
        .hasMessageContaining("17 are too many; up to 16 may be");
  }
}
