package dev.manna.server.crowd;

import java.nio.charset.StandardCharsets;

/** Answers as a crowd hands them over, without a server. */
public final class Answers {
  private Answers() {}

  public static Answer of(int status, String body, int sent) {
    byte[] bytes = ("head " + body).getBytes(StandardCharsets.UTF_8);
    Answer answer = new Answer();
    answer.set(bytes, 5, bytes.length, status, sent, 1_000);
    return answer;
  }
}
