package dev.manna.server;

/**
 * Why a command cannot do what it was asked, in a sentence for its user: what is wrong and what to
 * do about it. The command line prints it as it is, without a stack trace, and ends with status 1.
 */
public final class Complaint extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Complaint(String sentence) {
    super(sentence);
  }

  public Complaint(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
