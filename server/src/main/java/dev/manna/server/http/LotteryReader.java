package dev.manna.server.http;

import static dev.manna.server.http.Required.MISSING;

import dev.manna.core.Enlist;
import dev.manna.core.Enlist.Roll;
import dev.manna.core.LotteryCommand;
import dev.manna.core.Malformed;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies of what operators ask of lotteries and of lists. */
final class LotteryReader {
  private static final Fields CREDIT = new Fields("user", "source", "chances");
  private static final Fields ALLOCATION = new Fields("prize", "users", "units", "until");
  private static final Fields CHANGE = new Fields("add", "remove");

  private LotteryReader() {}

  static LotteryCommand.Credit credit(String campaign, String key, JsonReader json) {
    String user = null;
    String source = null;
    long chances = MISSING;
    json.beginObject(CREDIT);
    for (int field = json.nextField(); field >= 0; field = json.nextField()) {
      switch (field) {
        case 0 -> user = json.string();
        case 1 -> source = json.string();
        default -> chances = json.integer(1, LotteryCommand.Credit.MAX_CHANCES);
      }
    }
    if (chances == MISSING) {
      throw new Malformed("chances", "is missing");
    }
    return new LotteryCommand.Credit(
        campaign, present("user", user), key, present("source", source), chances);
  }

  static String present(String field, @Nullable String value) {
    if (value == null) {
      throw new Malformed(field, "is missing");
    }
    return value;
  }

  static LotteryCommand.Allocate allocate(String campaign, String key, JsonReader json) {
    String prize = null;
    List<String> users = null;
    int units = 1;
    long until = MISSING;
    json.beginObject(ALLOCATION);
    for (int field = json.nextField(); field >= 0; field = json.nextField()) {
      switch (field) {
        case 0 -> prize = json.string();
        case 1 -> users = users(json);
        case 2 -> units = (int) json.integer(1, LotteryCommand.Allocate.MAX_UNITS);
        default ->
            until =
                json.atString()
                    ? Timestamps.parse(json.path(), json.string())
                    : json.integer(1, Terms.FOREVER);
      }
    }
    if (users == null) {
      throw new Malformed("users", "is missing");
    }
    if (until == MISSING) {
      throw new Malformed("until", "is missing");
    }
    return new LotteryCommand.Allocate(campaign, key, present("prize", prize), users, units, until);
  }

  static Enlist enlist(String campaign, Roll roll, JsonReader json) {
    List<String> users = null;
    boolean add = false;
    json.beginObject(CHANGE);
    for (int field = json.nextField(); field >= 0; field = json.nextField()) {
      if (users != null) {
        throw new Malformed("body", "holds either add or remove");
      }
      add = field == 0;
      users = users(json);
    }
    if (users == null) {
      throw new Malformed("body", "holds neither add nor remove");
    }
    return new Enlist(campaign, roll, add, users);
  }

  static List<String> users(JsonReader json) {
    List<String> users = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      if (users.size() == Enlist.MAX_USERS) {
        throw new Malformed("users", "more than " + Enlist.MAX_USERS);
      }
      users.add(json.string());
    }
    return users;
  }
}
