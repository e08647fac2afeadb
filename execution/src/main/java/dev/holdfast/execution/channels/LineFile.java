package dev.holdfast.execution.channels;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// A file of lines, held alone while it is open. A line that a crash has torn is taken away before
/// anything follows it.
final class LineFile implements AutoCloseable {
  /// Bytes at the end of the file in which an earlier attempt's line is looked for.
  private static final int TAIL_MAX = 8 * 1024 * 1024;

  private final FileChannel file;
  private final FileLock lock;

  private LineFile(FileChannel file, FileLock lock) {
    this.file = file;
    this.lock = lock;
  }

  /// Makes the file, and the folders above it, unless they are there; a new name is synced too.
  static Path prepared(Path path) throws IOException {
    if (Files.exists(path)) {
      return path;
    }
    var parent = path.getParent();
    if (parent == null) {
      throw new IOException("no folder for " + path);
    }
    Files.createDirectories(parent);
    try {
      Files.createFile(path);
    } catch (FileAlreadyExistsException _) {
      return path; // another process was quicker
    }
    try (var folder = FileChannel.open(parent, StandardOpenOption.READ)) {
      folder.force(true);
    }
    return path;
  }

  /// Opens it as an append does, and closes it.
  ///
  /// @throws IOException when that cannot be done
  static void tryOpening(Path path) throws IOException {
    FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE).close();
  }

  static LineFile open(Path path) throws IOException {
    var file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      var lines = new LineFile(file, file.lock());
      file.truncate(lines.endOfWholeLines());
      return lines;
    } catch (IOException | RuntimeException unlocked) {
      file.close();
      throw unlocked;
    }
  }

  /// The last lines, behind a line break.
  String tail() throws IOException {
    long start = Math.max(0, file.size() - TAIL_MAX);
    return "\n" + read(start, (int) (file.size() - start));
  }

  /// Writes at the end and syncs. What could not be written whole is taken back.
  void append(String lines) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    long end = file.size();
    try {
      var bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
      for (long at = end; bytes.hasRemaining(); at = end + bytes.position()) {
        file.write(bytes, at);
      }
    } catch (IOException unwritten) {
      file.truncate(end);
      throw unwritten;
    }
    try {
      file.force(true);
    } catch (IOException unsynced) {
      throw new NotSynced(unsynced);
    }
  }

  private long endOfWholeLines() throws IOException {
    long size = file.size();
    if (size == 0 || readBytes(size - 1, 1)[0] == '\n') {
      return size;
    }
    long start = Math.max(0, size - TAIL_MAX);
    var tail = readBytes(start, (int) (size - start));
    int end = tail.length;
    while (end > 0 && tail[end - 1] != '\n') {
      end--;
    }
    if (end == 0 && start > 0) {
      throw new IOException("the file's last line has no end within " + TAIL_MAX + " bytes");
    }
    return start + end;
  }

  private String read(long start, int length) throws IOException {
    return new String(readBytes(start, length), StandardCharsets.UTF_8);
  }

  private byte[] readBytes(long start, int length) throws IOException {
    var bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, start + bytes.position()) < 0) {
        break;
      }
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  @Override
  public void close() throws IOException {
    lock.release();
    file.close();
  }

  /// The lines are written, and may or may not outlive a power cut.
  static final class NotSynced extends IOException {
    private static final long serialVersionUID = 1L;

    NotSynced(IOException cause) {
      super("written, but the disk did not confirm it", cause);
    }
  }
}
