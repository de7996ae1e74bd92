package dev.manna.simulation.plants;

import dev.manna.simulation.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The whole project once more, in a class loader of its own, with one bug planted: the sick class
 * is compiled in memory, everything else is what is on the class path.
 */
final class Garden extends ClassLoader {
  private static final String OURS = "dev.manna.";

  private final Map<String, byte[]> sick;
  private final String game;

  Garden(Plant plant) {
    super(Garden.class.getClassLoader());
    sick = compile(plant);
    game = plant.game();
  }

  /** Plays a run of the simulator; the sentence by which it reports what it found, or null. */
  String play(long seed) {
    try {
      Class<?> simulator = loadClass(Simulator.class.getName());
      simulator.getMethod(game, long.class).invoke(null, seed);
      return null;
    } catch (InvocationTargetException e) {
      return String.valueOf(e.getCause().getMessage());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the simulator cannot be called", e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] bytes = sick.get(name);
    if (bytes == null) {
      try (InputStream healthy = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (healthy == null) {
          throw new ClassNotFoundException(name);
        }
        bytes = healthy.readAllBytes();
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  private static Map<String, byte[]> compile(Plant plant) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, ByteArrayOutputStream> classes = new HashMap<>();
    URI uri = URI.create("string:///" + plant.type().replace('.', '/') + ".java");
    JavaFileObject source =
        new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return plant.source();
          }
        };
    try (JavaFileManager files = inMemory(compiler, classes)) {
      List<String> options = List.of("-proc:none", "-nowarn");
      if (!compiler.getTask(null, files, null, options, null, List.of(source)).call()) {
        throw new AssertionError("\"" + plant.name() + "\" does not compile");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, byte[]> bytes = new HashMap<>();
    classes.forEach((name, stream) -> bytes.put(name, stream.toByteArray()));
    return bytes;
  }

  private static JavaFileManager inMemory(
      JavaCompiler compiler, Map<String, ByteArrayOutputStream> classes) {
    return new ForwardingJavaFileManager<JavaFileManager>(
        compiler.getStandardFileManager(null, null, null)) {
      @Override
      public JavaFileObject getJavaFileForOutput(
          Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
        URI uri = URI.create("memory:///" + name + kind.extension);
        return new SimpleJavaFileObject(uri, kind) {
          @Override
          public OutputStream openOutputStream() {
            return classes.computeIfAbsent(name, fresh -> new ByteArrayOutputStream());
          }
        };
      }
    };
  }
}
