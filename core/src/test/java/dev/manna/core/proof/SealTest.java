package dev.manna.core.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SealTest {
  private static final Secret SECRET =
      new Secret(new Bits(1, -2, 3, Long.MIN_VALUE), new Bits(5, 6, -7, Long.MAX_VALUE));

  private final Seal seal = new Seal("lucky-draw", SECRET);

  private static byte[] hmac(byte[] key, byte[]... pieces) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    for (byte[] piece : pieces) {
      mac.update(piece);
    }
    return mac.doFinal();
  }

  private static byte[] sha(byte[]... pieces) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (byte[] piece : pieces) {
      digest.update(piece);
    }
    return digest.digest();
  }

  private static int[] eight(byte[] block) {
    int[] numbers = new int[8];
    ByteBuffer.wrap(block).asIntBuffer().get(numbers);
    return numbers;
  }

  private static byte[] half(Bits name) {
    return Arrays.copyOf(name.bytes(), 20);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void shouldNameUsersAndKeysAsTheReferenceSays() throws Exception {
    byte[] userSalt = sha(SECRET.salt().bytes(), ascii("alice"));
    Seal.Names names = seal.names("alice", "k-1");
    assertThat(names.userSalt().bytes()).isEqualTo(userSalt);
    assertThat(names.alias().bytes()).isEqualTo(sha(userSalt, ascii("alice")));
    assertThat(names.ticket().bytes()).isEqualTo(sha(userSalt, new byte[1], ascii("k-1")));
  }

  @Test
  void shouldMakeTheNumbersThatTheJdksOwnMacMakes() throws Exception {
    Seal.Names names = seal.names("alice", "k-1");
    Numbers numbers = seal.numbers("alice", "k-1", 9);
    assertThat(numbers.ready()).isEqualTo(16);
    byte[] campaignKey = hmac(SECRET.key().bytes(), ascii("lucky-draw"));
    for (int n = 0; n < 5; n++) {
      byte[] number = {0, 0, 0, 0, 0, 0, 0, (byte) n};
      byte[] block = hmac(campaignKey, half(names.alias()), half(names.ticket()), number);
      int[] read = new int[8];
      numbers.read(n, read, 0);
      assertThat(read).isEqualTo(eight(block));
      for (int i = 0; n < 2 && i < 8; i++) {
        assertThat(numbers.ready(8 * n + i)).isEqualTo(read[i]);
      }
    }
  }

  @Test
  void shouldBindKeySaltRulesAndVersion() throws Exception {
    byte[] keyHash = sha(SECRET.key().bytes(), sha(SECRET.salt().bytes()));
    assertThat(SECRET.keyHash().bytes()).isEqualTo(keyHash);
    byte[] rules = sha(ascii("{}"));
    assertThat(Secret.commitment(SECRET.keyHash(), Secret.rulesHash(ascii("{}")), 258, "c").bytes())
        .isEqualTo(sha(keyHash, rules, new byte[] {0, 0, 0, 0, 0, 0, 1, 2}, ascii("c")));
  }

  @Test
  void shouldWriteBitsAsHexadecimal() {
    assertThat(new Bits(1, -1, 0, 16).hex())
        .isEqualTo("0000000000000001ffffffffffffffff00000000000000000000000000000010");
    assertThat(Bits.of(SECRET.key().bytes())).isEqualTo(SECRET.key());
  }
}
