package dev.manna.core;

/**
 * How it stands with an order that had to wait.
 *
 * @param ahead of each SKU that it waits for another line leads to it: the most orders that stand
 *     before it in one of them; 0 where it waits no more
 */
public record Waiting(State state, long ahead) {
  /** How an order that had to wait stands. */
  public enum State {
    IN_LINE("in-line"),
    /** Its goods were taken; a grant says what became of them. */
    SERVED("served"),
    /** Its user has left the line. */
    LEFT("left"),
    /** Its time was over, or the campaign's. */
    ENDED("ended");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /** The state as every interface writes it. */
    public String word() {
      return word;
    }
  }
}
