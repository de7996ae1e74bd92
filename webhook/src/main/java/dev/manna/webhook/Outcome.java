package dev.manna.webhook;

import dev.manna.webhook.Courier.Answer;

/** What an attempt means for the outbox. */
sealed interface Outcome {
  int SUCCESS = 200;
  int REDIRECTION = 300;
  int CLIENT_ERROR = 400;

  /** Which notice. */
  Notice notice();

  /** The target has it. */
  record Delivered(Notice notice) implements Outcome {}

  /**
   * It is tried again.
   *
   * @param notice with its attempts and its next one
   */
  record Again(Notice notice, String problem) implements Outcome {}

  /** It was tried for long enough. */
  record Dead(Notice notice, String problem) implements Outcome {}

  /** What an answer to an attempt means, which was sent at some time. */
  static Outcome of(
      Notice notice, long sentMillis, Answer answer, Backoff backoff, long nowMillis) {
    String problem =
        switch (answer) {
          case Answer.Answered(int status) -> problem(status);
          case Answer.Failed(String why) -> why;
        };
    if (problem.isEmpty()) {
      return new Delivered(notice);
    }
    long first = notice.attempts() == 0 ? sentMillis : notice.firstMillis();
    int attempts = notice.attempts() + 1;
    long next = backoff.nextMillis(attempts, first, nowMillis);
    Notice after =
        new Notice(
            notice.number(),
            notice.id(),
            notice.campaign(),
            attempts,
            first,
            Math.max(next, 0),
            notice.turn());
    return next < 0 ? new Dead(after, problem) : new Again(after, problem);
  }

  private static String problem(int status) {
    if (status >= SUCCESS && status < REDIRECTION) {
      return "";
    }
    return status >= REDIRECTION && status < CLIENT_ERROR
        ? "it answers " + status + ", and redirections are not followed: name where it is now"
        : "it answers " + status;
  }
}
