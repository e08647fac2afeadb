package dev.holdfast.execution.channels;

import dev.holdfast.core.delivery.Sent;
import dev.holdfast.execution.probe.Probe;
import dev.holdfast.execution.probe.Probed;
import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Appends messages to a file, one JSON object a line, synced to the disk once for each batch. An
/// attempt after the first one looks whether the earlier one has left its line, so that nothing
/// stands there twice.
final class FileSender implements Sender.Bulk, Probe {
  private final Path folder;
  private final String written;
  private final ReentrantLock turn = new ReentrantLock();

  /// @param folder the workspace's data folder, which the path must not leave
  FileSender(Path folder, String written) {
    this.folder = folder.toAbsolutePath().normalize();
    this.written = written;
  }

  @Override
  public List<Sent> send(List<Dispatch> dispatches) {
    turn.lock();
    try {
      return append(dispatches);
    } catch (PathEscapes escapes) {
      return all(dispatches, new Sent.Permanent("path-escapes", said(escapes)));
    } catch (LineFile.NotSynced unsynced) {
      return all(dispatches, new Sent.Ambiguous("file-sync", said(unsynced)));
    } catch (IOException | OverlappingFileLockException failed) {
      return all(dispatches, new Sent.Transient("file", said(failed), Duration.ZERO));
    } finally {
      turn.unlock();
    }
  }

  private List<Sent> append(List<Dispatch> dispatches) throws IOException {
    try (var file = LineFile.open(path())) {
      var before = repeats(dispatches) ? file.tail() : "";
      var outcomes = new ArrayList<Sent>();
      var lines = new StringBuilder();
      for (var dispatch : dispatches) {
        if (before.contains("\n" + beginning(dispatch))) {
          outcomes.add(new Sent.Receipt("appended to " + written + " by an earlier attempt"));
        } else {
          lines.append(MessageText.json(dispatch.delivery(), dispatch.message())).append('\n');
          outcomes.add(new Sent.Receipt("appended to " + written));
        }
      }
      file.append(lines.toString());
      return outcomes;
    }
  }

  /// Makes nothing and writes nothing. It takes its turn like a batch: closing a file lets go of
  /// every lock that this process has on it.
  @Override
  public Probed probe(Duration atMost) throws InterruptedException {
    turn.lockInterruptibly();
    try {
      return looked();
    } catch (IOException failed) {
      return new Probed.Failed(
          said(failed), "Correct the channel's path, or make the file writable for the server.");
    } finally {
      turn.unlock();
    }
  }

  private Probed looked() throws IOException {
    var path = inside();
    var there = existing(path);
    if (Files.exists(folder)) {
      requireInside(there);
    }
    if (there.equals(path)) {
      LineFile.tryOpening(path);
      return new Probed.Passed(written + " can be appended to; nothing was written");
    }
    if (!Files.isDirectory(there) || !Files.isWritable(there)) {
      throw new IOException("nothing can be made in " + there);
    }
    return new Probed.Passed(written + " can be made in " + there + "; nothing was written");
  }

  private static boolean repeats(List<Dispatch> dispatches) {
    return dispatches.stream().anyMatch(dispatch -> dispatch.attempt() > 1);
  }

  private static String beginning(Dispatch dispatch) {
    return "{\"id\":\"" + dispatch.delivery().text() + "\",";
  }

  private Path path() throws IOException {
    var path = inside();
    Files.createDirectories(folder);
    requireInside(existing(path));
    return requireInside(LineFile.prepared(path));
  }

  private Path inside() throws PathEscapes {
    var path = folder.resolve(written).normalize();
    if (!path.startsWith(folder) || path.equals(folder)) {
      throw new PathEscapes("the path leaves the data folder");
    }
    return path;
  }

  /// A link may lead out although the text does not.
  private Path requireInside(Path path) throws IOException {
    var real = path.toRealPath();
    if (!real.startsWith(folder.toRealPath())) {
      throw new PathEscapes("the path is a link out of the data folder");
    }
    return real;
  }

  /// The nearest part of the path that is there: nothing may be made behind a link either.
  private static Path existing(Path path) {
    var part = path;
    while (!Files.exists(part, LinkOption.NOFOLLOW_LINKS) && part.getParent() != null) {
      part = part.getParent();
    }
    return part;
  }

  private static List<Sent> all(List<Dispatch> dispatches, Sent outcome) {
    return dispatches.stream().map(_ -> outcome).toList();
  }

  private String said(Exception failure) {
    return "%s: %s".formatted(written, failure.getMessage());
  }

  /// The path leaves the folder that it belongs to.
  private static final class PathEscapes extends IOException {
    private static final long serialVersionUID = 1L;

    PathEscapes(String what) {
      super(what);
    }
  }
}
