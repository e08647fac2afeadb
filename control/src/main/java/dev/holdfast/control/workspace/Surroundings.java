package dev.holdfast.control.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What stands beside the file: a folder, or what was kept with an old version.
sealed interface Surroundings {
  int TEXT_MAX = 256 * 1_024;

  /// Whether the file is one to be run with, and not an old version that has been: what was good
  /// enough then must be read for ever.
  boolean isNew();

  /// The text of a file.
  Found text(String path);

  /// The names of a folder's files that end so, in order, at most so many.
  List<String> files(String folder, String ending, int max);

  /// Why a program cannot be run; empty when it can.
  String programRefusal(String path);

  sealed interface Found {
    record Text(String text) implements Found {}

    record Missing(String why) implements Found {}
  }

  record Folder(Path folder) implements Surroundings {
    @Override
    public boolean isNew() {
      return true;
    }

    @Override
    public Found text(String path) {
      var file = folder.resolve(path);
      try {
        if (!Files.isRegularFile(file)) {
          return new Found.Missing("refers to no file '" + path + "' in " + folder);
        }
        if (Files.size(file) > TEXT_MAX) {
          return new Found.Missing("is longer than " + TEXT_MAX + " bytes: " + file);
        }
        return new Found.Text(Files.readString(file));
      } catch (IOException unreadable) {
        return new Found.Missing("cannot be read: " + unreadable);
      }
    }

    @Override
    public List<String> files(String path, String ending, int max) {
      var at = folder.resolve(path);
      if (!Files.isDirectory(at)) {
        return List.of();
      }
      try (var files = Files.list(at)) {
        return files
            .map(file -> String.valueOf(file.getFileName()))
            .filter(name -> name.endsWith(ending))
            .sorted()
            .limit(max)
            .toList();
      } catch (IOException unreadable) {
        throw new java.io.UncheckedIOException("cannot list " + at, unreadable);
      }
    }

    @Override
    public String programRefusal(String path) {
      var file = folder.resolve(path);
      if (!Files.isRegularFile(file)) {
        return "refers to no file '" + path + "' in " + folder;
      }
      return Files.isExecutable(file)
          ? ""
          : "'" + path + "' is not executable; run chmod +x " + file;
    }
  }

  /// Programs are not kept: an old version is read, and not run.
  record Kept(Map<String, String> texts) implements Surroundings {
    @Override
    public boolean isNew() {
      return false;
    }

    @Override
    public Found text(String path) {
      var text = texts.get(path);
      return text == null
          ? new Found.Missing("refers to '" + path + "', which was not kept")
          : new Found.Text(text);
    }

    @Override
    public List<String> files(String path, String ending, int max) {
      var prefix = path.endsWith("/") ? path : path + "/";
      return texts.keySet().stream()
          .filter(name -> name.startsWith(prefix) && name.endsWith(ending))
          .map(name -> name.substring(prefix.length()))
          .filter(name -> !name.contains("/"))
          .sorted()
          .limit(max)
          .toList();
    }

    @Override
    public String programRefusal(String path) {
      return "";
    }
  }
}
