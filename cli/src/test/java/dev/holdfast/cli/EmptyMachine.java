package dev.holdfast.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A machine on which nothing runs.
final class EmptyMachine implements LocalCommands {
  private final URI url;
  final List<List<String>> benched = new ArrayList<>();

  EmptyMachine(String url) {
    this.url = URI.create(url);
  }

  @Override
  public String version() {
    return "9.9";
  }

  @Override
  public Place place(Path workspace) {
    return new Place(url, workspace.resolve("data"), 0);
  }

  @Override
  public List<Path> init(Path folder) {
    return List.of();
  }

  @Override
  public int up(Path workspace, Manner manner) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Launched launch(Path workspace) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Judgement check(Path workspace) {
    var remark = new Remark("holdfast.yaml:3:5", "'lans' is unknown", "Did you mean 'lanes'?");
    return new Judgement(List.of(remark), List.of());
  }

  @Override
  public JobFile job(Path file) {
    return file.endsWith("broken.yaml")
        ? new JobFile("", List.of(new Remark("broken.yaml:2:3", "is there twice", "Mend it.")))
        : new JobFile("{\"owner\":\"ops\"}", List.of());
  }

  @Override
  public String schema() {
    return "{}";
  }

  @Override
  public Proof verify(Path workspace) {
    return new Proof(7, List.of());
  }

  @Override
  public int bench(List<String> arguments) {
    benched.add(arguments);
    return 0;
  }
}
