package dev.holdfast.control.workspace;

import dev.holdfast.core.scheduling.Idle;
import dev.holdfast.core.scheduling.SchedulingPolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// `jobs` and `runbooks`: the recurring work that the workspace itself declares.
final class JobsReading {
  private static final int RUNBOOKS_MAX = 1_000;
  private static final Duration IDLE_MIN = Duration.ofDays(1);
  private static final Duration IDLE_MAX = Duration.ofDays(366);
  private static final String MARKDOWN = ".md";

  private final Surroundings surroundings;
  private final Findings findings;
  private final Map<String, String> texts = new LinkedHashMap<>();

  JobsReading(Surroundings surroundings, Findings findings) {
    this.surroundings = surroundings;
    this.findings = findings;
  }

  /// The texts that were read from beside the file, by path as written.
  Map<String, String> texts() {
    return texts;
  }

  /// The runbooks by name: the Markdown files of the folder.
  Map<String, String> runbooks(Section root) {
    var runbooks = new LinkedHashMap<String, String>();
    var folder = root.text("runbooks", "");
    if (folder.isEmpty()) {
      return runbooks;
    }
    if (Links.leavesFolder(folder)) {
      root.error("runbooks", "must stay in the workspace folder: relative, without '..'");
      return runbooks;
    }
    var files = surroundings.files(folder, MARKDOWN, RUNBOOKS_MAX);
    for (var file : files) {
      var path = folder.endsWith("/") ? folder + file : folder + "/" + file;
      switch (surroundings.text(path)) {
        case Surroundings.Found.Text(var text) -> {
          texts.put(path, text);
          runbooks.put(file.substring(0, file.length() - MARKDOWN.length()), text);
        }
        case Surroundings.Found.Missing(var why) -> root.error("runbooks", why);
      }
    }
    return runbooks;
  }

  /// Jobs are not only the workspace's own: names are not looked up.
  Idle idle(Section models) {
    var section = models.section("idle", Shape.IDLE);
    var after = section.duration("after", Duration.ZERO);
    if (models.has("idle") && !section.has("after")) {
      section.error("after", "is missing: say how long nobody needs to be there");
    } else if (section.has("after")
        && (after.compareTo(IDLE_MIN) < 0 || after.compareTo(IDLE_MAX) > 0)) {
      section.error("after", "must be between 1d and 366d");
    }
    var except = new LinkedHashSet<String>();
    section.texts("except").forEach(name -> except.add(name.text()));
    return new Idle(after, Set.copyOf(except));
  }

  SchedulingPolicy read(Section root, JobFields fields, Map<String, String> runbooks, Idle idle) {
    var jobs = new LinkedHashMap<String, SchedulingPolicy.Declared>();
    var topics = new HashMap<String, String>();
    for (var member : root.named("jobs")) {
      var id = member.key();
      var path = root.path("jobs") + "." + id;
      var section = Section.open(member.value(), path, Shape.JOB, findings);
      var spec = fields.read(id, section);
      var owner = topics.putIfAbsent(spec.identity().topic(), id);
      if (owner != null) {
        section.error(
            "topic", "'" + spec.identity().topic() + "' belongs to job '" + owner + "' already");
      }
      jobs.put(id, new SchedulingPolicy.Declared(spec, section.truth("enabled", true)));
    }
    return new SchedulingPolicy(Map.copyOf(jobs), Map.copyOf(runbooks), idle);
  }
}
