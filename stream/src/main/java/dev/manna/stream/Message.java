package dev.manna.stream;

import java.util.List;

/**
 * An event of the log as other systems take it in.
 *
 * @param position where the event stands in the log
 * @param timeMillis when it was decided, in milliseconds since 1970 UTC
 * @param id names the event for ever: the log and the position; sent again, it is the same
 * @param campaign whose event it is, empty for the one event that is of none
 * @param key messages of one key stay in order: the campaign, or else the log
 * @param type what happened: {@code dev.manna.deducted.v1}
 * @param grantIds what the event gives, each grant once in a whole log
 * @param body a CloudEvent in JSON, in UTF-8; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Every client wants an array, and a copy costs as much.
public record Message(
    long position,
    long timeMillis,
    String id,
    String campaign,
    String key,
    String type,
    List<String> grantIds,
    byte[] body) {
  public Message {
    grantIds = List.copyOf(grantIds);
  }
}
