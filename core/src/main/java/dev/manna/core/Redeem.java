package dev.manna.core;

/**
 * A claim that is sent again with the receipt of what it got: where the log knows its key it is
 * answered as it was, and where a failure has lost it, it gets the same out of what was set aside.
 */
public record Redeem(Command.Claim claim, Receipt receipt) implements Command {
  @Override
  public String campaign() {
    return claim.campaign();
  }

  @Override
  public String user() {
    return claim.user();
  }

  @Override
  public String key() {
    return claim.key();
  }
}
