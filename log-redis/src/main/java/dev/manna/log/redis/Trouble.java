package dev.manna.log.redis;

import dev.manna.core.Log;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.netty.channel.ConnectTimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Redis did not do what it was asked, for a reason that is not the caller's. */
final class Trouble extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Codes of errors, wherever a script put them into its own. */
  private static final Pattern CODE = Pattern.compile("(?:^|-|: )([A-Z]{3,})\\b");

  /** What can be done about it. */
  enum Kind {
    /** There is no connection; it was not asked. */
    UNREACHED,
    /** It may be asked again; whether it has done it is not known. */
    AWAY,
    /** It has done it, and too few replicas are known to have it. */
    LAGGING,
    /** It has no room, or must not write at the moment; it has not done it. */
    NO_ROOM,
    /** Asking again is of no use. */
    BROKEN
  }

  private final Kind kind;

  Trouble(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  /**
   * The same for whoever asks a log, and not Redis.
   *
   * @param what he asked
   */
  RuntimeException said(String what) {
    String sentence = what + ": " + getMessage();
    return passes() ? new Log.Away(sentence, this) : new Log.Failure(sentence, this);
  }

  /** Whether it makes sense to ask again. */
  boolean passes() {
    return kind == Kind.AWAY || kind == Kind.UNREACHED || kind == Kind.LAGGING;
  }

  /**
   * So long it was waited in vain, in milliseconds: for an answer, or, which the client says in its
   * own words, for a server that takes a connection and then says nothing.
   *
   * @param timeoutMillis so long an answer is waited for
   */
  long waitedMillis(long timeoutMillis) {
    if (kind == Kind.LAGGING) {
      return timeoutMillis;
    }
    for (Throwable each = getCause(); each != null; each = each.getCause()) {
      if (each instanceof RedisCommandTimeoutException) {
        return timeoutMillis;
      }
      if (each instanceof ConnectTimeoutException) {
        return Link.CONNECT_TIMEOUT.toMillis();
      }
    }
    return 0;
  }

  /** Whether another connection may do better. */
  boolean isOfTheConnection() {
    return kind == Kind.AWAY
        && getCause() instanceof RedisException
        && (!(getCause() instanceof RedisCommandExecutionException)
            || String.valueOf(getMessage()).startsWith("MOVED"));
  }

  /** It was not asked, for want of a connection; or whoever connected was sent away. */
  static Trouble unreached(RedisException e) {
    Kind kind = kindOf(e) == Kind.BROKEN ? Kind.BROKEN : Kind.UNREACHED;
    return new Trouble(kind, e.getMessage() + reason(e), e);
  }

  /** What lies below what could not be done, such as a password that is not right. */
  private static String reason(RedisException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.equals(e) ? "" : ": " + root.getMessage();
  }

  static Trouble of(RedisException e) {
    return new Trouble(kindOf(e), "" + e.getMessage(), e);
  }

  private static Kind kindOf(RedisException e) {
    if (e instanceof RedisCommandInterruptedException) {
      return Kind.BROKEN;
    }
    if (!(e instanceof RedisCommandExecutionException)) {
      return Kind.AWAY;
    }
    Matcher code = CODE.matcher("" + e.getMessage());
    while (code.find()) {
      switch (code.group(1)) {
        case "OOM", "MISCONF", "NOREPLICAS" -> {
          return Kind.NO_ROOM;
        }
        case "LOADING",
            "BUSY",
            "TRYAGAIN",
            "CLUSTERDOWN",
            "MASTERDOWN",
            "READONLY",
            "UNBLOCKED",
            "MOVED",
            "ASK" -> {
          return Kind.AWAY;
        }
        default -> {}
      }
    }
    return Kind.BROKEN;
  }
}
