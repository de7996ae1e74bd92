package dev.manna.tidy.planted;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests under names that the rules forbid, in a class that the runner does not pick up. */
public final class WronglyNamed {
  private WronglyNamed() {}

  @Test
  void testSomething() {}

  @ParameterizedTest
  @ValueSource(ints = 1)
  void shouldDoSomething(int x) {}
}
