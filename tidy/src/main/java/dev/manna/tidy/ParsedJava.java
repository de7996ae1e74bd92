package dev.manna.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * What the compiler's own parser sees in a Java file.
 *
 * @param publicTypesWithoutDoc names of the top-level public types that no Javadoc comment explains
 * @param packageDoc the Javadoc of the package, empty where there is none
 * @param nullMarked whether the package declaration carries {@code @NullMarked}
 */
record ParsedJava(
    List<Method> methods,
    List<String> publicTypesWithoutDoc,
    String packageDoc,
    boolean nullMarked) {

  /**
   * A method or constructor with a body, and how many lines it takes from its first to its last.
   */
  record Method(String where, String name, int lines) {}

  static ParsedJava of(SourceFile file) {
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, problem -> {}, null, null, List.of(new InMemory(file)));
    try {
      CompilationUnitTree unit = task.parse().iterator().next();
      DocTrees docs = DocTrees.instance(task);
      return new ParsedJava(
          methodsOf(file, unit, docs.getSourcePositions()),
          publicTypesWithoutDoc(unit, docs),
          packageDoc(unit, docs),
          isNullMarked(unit));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Method> methodsOf(
      SourceFile file, CompilationUnitTree unit, SourcePositions positions) {
    LineMap lines = unit.getLineMap();
    List<Method> methods = new ArrayList<>();
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitMethod(MethodTree method, Void nothing) {
        long start = positions.getStartPosition(unit, method);
        long end = positions.getEndPosition(unit, method);
        if (method.getBody() != null && start >= 0 && end >= 0) {
          long first = lines.getLineNumber(start);
          long last = lines.getLineNumber(end);
          String where = file.path() + ":" + first;
          methods.add(new Method(where, method.getName().toString(), (int) (last - first + 1)));
        }
        return super.visitMethod(method, null);
      }
    }.scan(unit, null);
    return methods;
  }

  private static List<String> publicTypesWithoutDoc(CompilationUnitTree unit, DocTrees docs) {
    List<String> missing = new ArrayList<>();
    for (Tree declared : unit.getTypeDecls()) {
      if (declared instanceof ClassTree type
          && type.getModifiers().getFlags().contains(Modifier.PUBLIC)
          && docs.getDocComment(TreePath.getPath(unit, type)) == null) {
        missing.add(type.getSimpleName().toString());
      }
    }
    return missing;
  }

  private static String packageDoc(CompilationUnitTree unit, DocTrees docs) {
    if (unit.getPackage() == null) {
      return "";
    }
    String doc = docs.getDocComment(TreePath.getPath(unit, unit.getPackage()));
    return doc == null ? "" : doc.strip();
  }

  private static boolean isNullMarked(CompilationUnitTree unit) {
    return unit.getPackage() != null
        && unit.getPackage().getAnnotations().stream()
            .anyMatch(
                annotation -> annotation.getAnnotationType().toString().endsWith("NullMarked"));
  }

  private static final class InMemory extends SimpleJavaFileObject {
    private final String text;

    InMemory(SourceFile file) {
      super(URI.create("memory:///" + file.path()), JavaFileObject.Kind.SOURCE);
      this.text = file.text();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
