/**
 * The books as people outside ask them: what callers write becomes a question, and rows become JSON
 * and CSV. HTTP and the command line share it.
 */
@NullMarked
package dev.manna.server.books;

import org.jspecify.annotations.NullMarked;
