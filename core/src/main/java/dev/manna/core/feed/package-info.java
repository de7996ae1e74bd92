/**
 * Followers of the log. Whatever repeats elsewhere what was decided (books in SQL, streams) is an
 * {@link dev.manna.core.feed.EventSink}, and a {@link dev.manna.core.feed.Feed} moves it along; a
 * new follower touches no engine.
 */
@NullMarked
package dev.manna.core.feed;

import org.jspecify.annotations.NullMarked;
