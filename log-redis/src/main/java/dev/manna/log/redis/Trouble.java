package dev.manna.log.redis;

import dev.manna.core.Log;
import java.net.SocketTimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

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
   * So long it was waited in vain, in milliseconds: for an answer, or for a server that takes a
   * connection.
   *
   * @param timeoutMillis so long each is waited for
   */
  long waitedMillis(long timeoutMillis) {
    return kind == Kind.LAGGING || timedOut() ? timeoutMillis : 0;
  }

  /** Whether nothing came for as long as it is waited. */
  boolean timedOut() {
    return root(this) instanceof SocketTimeoutException;
  }

  /** Whether another connection may do better. */
  boolean isOfTheConnection() {
    String message = "" + getMessage();
    return kind == Kind.AWAY
        && (getCause() instanceof JedisConnectionException
            || message.startsWith("MOVED")
            || message.startsWith("READONLY"));
  }

  /**
   * It was not asked, for want of a connection; or whoever connected was sent away.
   *
   * @param server which
   */
  static Trouble unreached(String server, JedisException e) {
    Kind kind = kindOf(e) == Kind.BROKEN ? Kind.BROKEN : Kind.UNREACHED;
    String reason = root(e).getMessage();
    return new Trouble(kind, "cannot connect to %s: %s".formatted(server, reason), e);
  }

  /**
   * What lies below what could not be done. The client names the host it has tried last beside its
   * own exception, and not below it.
   */
  private static Throwable root(Throwable e) {
    Throwable root = e;
    while (true) {
      Throwable[] beside = root.getSuppressed();
      if (root.getCause() != null) {
        root = root.getCause();
      } else if (root instanceof JedisException && beside.length > 0) {
        root = beside[beside.length - 1];
      } else {
        return root;
      }
    }
  }

  static Trouble of(JedisException e) {
    return new Trouble(kindOf(e), "" + e.getMessage(), e);
  }

  private static Kind kindOf(JedisException e) {
    if (e instanceof JedisConnectionException) {
      return Kind.AWAY;
    }
    if (!(e instanceof JedisDataException)) {
      return Kind.BROKEN;
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
