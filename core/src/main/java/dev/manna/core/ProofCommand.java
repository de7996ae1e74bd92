package dev.manna.core;

/** What operators do for the proof of a campaign. */
public sealed interface ProofCommand extends Command {
  /**
   * Shows a campaign's key, and closes the campaign for good; it must be closed or over. Asked
   * again it answers the same.
   */
  record Reveal(String campaign) implements ProofCommand {
    public Reveal {
      Ids.name("campaign", campaign);
    }
  }
}
