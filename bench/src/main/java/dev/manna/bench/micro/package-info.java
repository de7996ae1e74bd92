/** The smallest parts by themselves, under JMH, with what they allocate. */
@NullMarked
package dev.manna.bench.micro;

import org.jspecify.annotations.NullMarked;
