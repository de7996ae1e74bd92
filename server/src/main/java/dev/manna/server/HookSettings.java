package dev.manna.server;

import dev.manna.webhook.AllowList;
import dev.manna.webhook.HookUrl;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an operator has set of webhooks.
 *
 * @param allowed which targets may be called
 * @param authorities a file of certificates in PEM, of those who are trusted instead of whom the
 *     JDK trusts; null for those
 * @param entries the targets
 */
record HookSettings(AllowList allowed, @Nullable Path authorities, List<Entry> entries) {
  static final HookSettings NONE = new HookSettings(AllowList.NOTHING, null, List.of());

  /**
   * A target.
   *
   * @param where its secrets' line in the file of settings, for complaints
   * @param campaigns empty for all
   * @param types empty for all
   * @param fromStart whether a target that was never seen before begins at the start of the log,
   *     and not at its end
   */
  record Entry(
      String name,
      HookUrl url,
      Path secrets,
      String where,
      Set<String> campaigns,
      Set<String> types,
      int perSecond,
      boolean ordered,
      boolean fromStart) {}
}
