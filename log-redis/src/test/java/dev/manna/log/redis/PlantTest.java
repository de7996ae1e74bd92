package dev.manna.log.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.manna.log.redis.Promise.Place;
import dev.manna.simulation.net.RedisProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripts keep what they promise, and none of the promises is kept by one that is sick. */
class PlantTest {
  static List<Plant> plants() throws IOException {
    return Plant.all();
  }

  @TempDir static Path folder;
  private static RedisProcess redis;

  @BeforeAll
  static void start() {
    redis = RedisProcess.server(folder, RedisProcess.FSYNCED).start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  private static Throwable broken(Promise promise, Scripts scripts) {
    RedisLogOptions options =
        RedisLogOptions.at(SharedRedis.freshName(), redis.uri()).withTimes(1_000, 5_000);
    return catchThrowable(() -> promise.check(new Place(redis, options, scripts)));
  }

  @ParameterizedTest
  @EnumSource
  void shouldKeepWhatItPromises(Promise promise) {
    assertThat(broken(promise, Scripts.SHIPPED)).isNull();
  }

  @ParameterizedTest
  @MethodSource("plants")
  void shouldFindEachPlantedBug(Plant plant) {
    assertThat(broken(plant.foundBy(), plant.scripts()))
        .isNotNull()
        .hasMessageNotContaining("compiling");
  }

  @Test
  void shouldPlantABugForEachPromise() throws IOException {
    Set<Promise> found = plants().stream().map(Plant::foundBy).collect(Collectors.toSet());
    assertThat(found).isEqualTo(EnumSet.allOf(Promise.class));
  }
}
