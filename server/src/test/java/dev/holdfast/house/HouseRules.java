package dev.holdfast.house;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/// The style rules that neither compiler nor formatter sees, over a checked-out tree.
final class HouseRules {
  // Written in halves, or this file would break its own rule.
  private static final Pattern UNFINISHED =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
  private static final Pattern SLEEPING =
      Pattern.compile("\\bThread\\s*\\.\\s*sl" + "eep\\b|\\bTimeUnit\\.\\w+\\.sl" + "eep\\b");
  private static final Pattern SKIPPED = Pattern.compile("@([\\w.]+\\.)?Dis" + "abled");
  private static final Pattern WRITTEN_BY_US =
      Pattern.compile(".*\\.(java|sql|md|sh|xml|ya?ml|html|css|js|properties)");

  private final Path root;

  HouseRules(Path root) {
    this.root = root;
  }

  /// The folders that hold a module: those with a pom.
  List<Path> modules() {
    try (var folders = Files.list(root)) {
      return folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  List<String> brokenLimits() throws IOException {
    var violations = new ArrayList<String>();
    var sources = mainSources();
    if (sources.isEmpty()) {
      return violations;
    }
    var javac = ToolProvider.getSystemJavaCompiler();
    try (var files = javac.getStandardFileManager(null, null, null)) {
      var units = files.getJavaFileObjectsFromPaths(sources);
      var task = (JavacTask) javac.getTask(null, files, null, List.of(), null, units);
      for (var unit : task.parse()) {
        new SourceInspector(unit, Trees.instance(task), violations).scan(unit, null);
      }
    }
    return violations;
  }

  List<String> packagesWithoutNullMarked() {
    var packages = new TreeSet<Path>();
    mainSources().forEach(source -> packages.add(source.getParent()));
    return packages.stream()
        .filter(folder -> !read(folder.resolve("package-info.java")).contains("@NullMarked"))
        .map(folder -> folder + ": no package-info.java with @NullMarked")
        .toList();
  }

  List<String> unfinishedMarks() {
    return linesWith(UNFINISHED, everythingWritten());
  }

  List<String> sleeps() {
    return linesWith(SLEEPING, javaSources());
  }

  List<String> skippedTests() {
    return linesWith(SKIPPED, javaSources());
  }

  private List<Path> mainSources() {
    return javaSources().stream().filter(HouseRules::isMain).toList();
  }

  private static boolean isMain(Path source) {
    return source.toString().replace('\\', '/').contains("/src/main/java/");
  }

  private List<Path> javaSources() {
    return modules().stream()
        .flatMap(module -> under(module.resolve("src")).stream())
        .filter(file -> file.toString().endsWith(".java"))
        .toList();
  }

  private List<Path> everythingWritten() {
    var folders = Stream.concat(modules().stream().map(m -> m.resolve("src")), papers());
    return folders
        .flatMap(folder -> under(folder).stream())
        .filter(file -> WRITTEN_BY_US.matcher(file.getFileName().toString()).matches())
        .toList();
  }

  private Stream<Path> papers() {
    try (var files = Files.list(root)) {
      var pages = files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
      return Stream.concat(
          pages.stream(), Stream.of("docs", "build", "examples").map(root::resolve));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<Path> under(Path folder) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<String> linesWith(Pattern forbidden, List<Path> files) {
    var violations = new ArrayList<String>();
    for (var file : files) {
      var lines = read(file).lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (forbidden.matcher(lines.get(i)).find()) {
          violations.add(file + ":" + (i + 1) + ": " + lines.get(i).strip());
        }
      }
    }
    return violations;
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
