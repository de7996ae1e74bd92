package dev.manna.webhook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** This room once more, in a class loader of its own, with one of its classes compiled anew. */
final class Sick extends ClassLoader {
  private static final String ROOM = "dev.manna.webhook.";

  private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

  /** Compiles a class, by its name without the package, from another source. */
  Sick(String type, String source) throws IOException {
    super(Sick.class.getClassLoader());
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    URI uri = URI.create("string:///" + ROOM.replace('.', '/') + type + ".java");
    JavaFileObject text =
        new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    try (JavaFileManager files = inMemory(compiler)) {
      List<String> options = List.of("-proc:none", "-nowarn");
      if (!compiler.getTask(null, files, null, options, null, List.of(text)).call()) {
        throw new AssertionError(type + " does not compile");
      }
    }
  }

  private JavaFileManager inMemory(JavaCompiler compiler) {
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

  /** What a test says there: what it throws, or nothing. */
  String tried(String test, String method) throws ReflectiveOperationException {
    Class<?> type = loadClass(ROOM + test);
    var constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    Object made = constructor.newInstance();
    try {
      each(made, BeforeEach.class);
      call(made, type.getDeclaredMethod(method));
      return "";
    } catch (InvocationTargetException e) {
      return String.valueOf(e.getCause());
    } finally {
      each(made, AfterEach.class);
    }
  }

  private static void each(Object test, Class<? extends Annotation> kind)
      throws ReflectiveOperationException {
    for (Method method : test.getClass().getDeclaredMethods()) {
      if (method.isAnnotationPresent(kind)) {
        call(test, method);
      }
    }
  }

  private static void call(Object test, Method method) throws ReflectiveOperationException {
    method.setAccessible(true);
    method.invoke(test);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(ROOM)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    ByteArrayOutputStream compiled = classes.get(name);
    try (InputStream healthy = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (healthy == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = compiled == null ? healthy.readAllBytes() : compiled.toByteArray();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
