package dev.holdfast.execution.agents;

import dev.holdfast.execution.attempt.Attempt;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folder of one attempt, empty at its start and gone at its end.
final class WorkFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);

  private final Path path;

  private WorkFolder(Path path) {
    this.path = path;
  }

  static WorkFolder create(Path work, Attempt attempt) throws IOException {
    var path = work.resolve(attempt.task() + "-" + attempt.fence().number());
    // A crash may have left it behind.
    remove(path);
    return new WorkFolder(Files.createDirectories(path));
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      remove(path);
      Files.deleteIfExists(RunMark.file(path));
    } catch (IOException failed) {
      LOG.atWarn()
          .setMessage("work-folder.left")
          .addKeyValue("folder", path)
          .addKeyValue("cause", failed.toString())
          .addKeyValue("remediation", "Remove it by hand; it is not needed any more.")
          .log();
    }
  }

  /// Never follows a symbolic link: an agent may have put one there.
  static void remove(Path root) throws IOException {
    if (!Files.exists(root, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(root, new Removal());
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(
        Path folder, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
