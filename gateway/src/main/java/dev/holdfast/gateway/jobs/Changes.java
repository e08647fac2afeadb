package dev.holdfast.gateway.jobs;

import dev.holdfast.core.Event;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.scheduling.Cause;
import dev.holdfast.core.scheduling.JobCommand;
import dev.holdfast.core.scheduling.JobEvent;
import dev.holdfast.core.scheduling.JobSpec;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Words;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Entry;
import dev.holdfast.ledger.Reader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who changed a job, when and why, newest first: read back from its entries, of which each names
/// the one before. Most entries of a job that runs often are about its instants, so only so many
/// are read for one page, and a page may be empty and still have a next one.
final class Changes {
  private static final int READ_MAX = 500;

  private final Reader reader;
  private final StreamId job;
  private final Codec codec = new Codec();
  private final Map<Long, Page> pages = new HashMap<>();
  private final List<Doc> items = new ArrayList<>();

  Changes(Reader reader, StreamId job) {
    this.reader = reader;
    this.job = job;
  }

  /// Where the reading goes on.
  ///
  /// @param entry the next to be told
  /// @param before where the search for the writing before this entry's goes on; zero when none was
  ///   begun
  record Place(long entry, long before) {
    static final Place END = new Place(0, 0);
  }

  /// @param next [Place#END] where there is no more
  record Found(List<Doc> items, Place next) {}

  /// What one entry says about the job.
  ///
  /// @param reason of whoever ordered it, empty where nobody gave one
  private record Page(
      long entry, Instant at, String by, String reason, List<Event> events, long previous) {
    static Page empty(long entry, Instant at) {
      return new Page(entry, at, "", "", List.of(), 0);
    }
  }

  /// The writing before another one, as far as it was looked for.
  private sealed interface Before {
    record Known(JobSpec spec) implements Before {}

    record Nothing() implements Before {}

    record Further(long entry) implements Before {}
  }

  Found from(Place place, int limit) {
    long next = place.entry();
    long before = place.before();
    while (next != 0 && items.size() < limit) {
      var read = read(next);
      if (read.isEmpty()) {
        return found(new Place(next, before));
      }
      var page = read.get();
      if (tell(page, before == 0 ? page.previous() : before) instanceof Before.Further(var at)) {
        return found(new Place(next, at));
      }
      next = page.previous();
      before = 0;
    }
    return found(new Place(next, 0));
  }

  private Found found(Place next) {
    return new Found(List.copyOf(items), next);
  }

  /// Empty when enough was read for once.
  private Optional<Page> read(long id) {
    var known = pages.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    if (pages.size() >= READ_MAX) {
      return Optional.empty();
    }
    var page =
        reader.entry(id).map(codec::open).map(this::page).orElse(Page.empty(id, Instant.EPOCH));
    pages.put(id, page);
    return Optional.of(page);
  }

  private Page page(Entry entry) {
    return entry.changes().stream()
        .filter(change -> change.id().equals(job))
        .findFirst()
        .map(change ->
            new Page(
                entry.id(),
                entry.at(),
                entry.origin().actor(),
                reason(entry),
                change.events(),
                change.previous()))
        .orElse(Page.empty(entry.id(), entry.at()));
  }

  /// The facts of some orders do not repeat why they were given; the orders themselves do.
  private String reason(Entry entry) {
    return entry.orders().stream()
        .filter(order -> order.to().equals(job) && order.command() instanceof JobCommand)
        .map(order -> reason((JobCommand) order.command()))
        .filter(reason -> !reason.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String reason(JobCommand command) {
    return switch (command) {
      case JobCommand.Enable(var reason) -> reason;
      case JobCommand.Disable(var reason) -> reason;
      case JobCommand.Pause(var reason, _) -> reason;
      case JobCommand.Run(var reason) -> reason;
      case JobCommand.Save(_, _, var author, _, _) -> author.reason();
      case JobCommand.Remove(var author, _) -> author.reason();
      case JobCommand.Examine _,
          JobCommand.Check _,
          JobCommand.Report _,
          JobCommand.Backfill _,
          JobCommand.Conclude _,
          JobCommand.Pass _,
          JobCommand.Own _,
          JobCommand.Yield _,
          JobCommand.Wake _ ->
          "";
    };
  }

  /// Tells what the entry decided; [Before.Further] when it could not be told yet.
  private Before tell(Page page, long search) {
    Before before = new Before.Nothing();
    for (var event : page.events().reversed()) {
      if (event instanceof JobEvent.Saved(var spec, var record, _)) {
        before = before(search);
        var differences =
            switch (before) {
              case Before.Known(var earlier) -> Differences.between(earlier, spec);
              case Before.Nothing() -> Differences.from(spec);
              case Before.Further _ -> List.<Doc>of();
            };
        if (before instanceof Before.Further) {
          return before;
        }
        items.add(said(page, event, record).docs("diff", differences));
      } else {
        told(page, event).ifPresent(items::add);
      }
    }
    return before;
  }

  private Before before(long from) {
    long at = from;
    while (at != 0) {
      var read = read(at);
      if (read.isEmpty()) {
        return new Before.Further(at);
      }
      for (var event : read.get().events().reversed()) {
        if (event instanceof JobEvent.Saved(var spec, _, _)) {
          return new Before.Known(spec);
        }
      }
      at = read.get().previous();
    }
    return new Before.Nothing();
  }

  private static Doc begun(Page page, Event event) {
    return new Doc()
        .text("what", Words.of(event.getClass()))
        .time("at", page.at())
        .text("by", page.by())
        .number("entry", page.entry());
  }

  private static Doc said(
      Page page, Event event, dev.holdfast.core.scheduling.Job.Version version) {
    return begun(page, event)
        .number("revision", version.revision())
        .text("author", version.author().name())
        .text("source", Words.of(version.author().source()))
        .text("reason", version.author().reason());
  }

  /// What a person, or the job itself, has decided about its service.
  private static Optional<Doc> told(Page page, Event event) {
    var doc = begun(page, event);
    return switch (event) {
      case JobEvent.Removed(var version) -> Optional.of(said(page, event, version));
      case JobEvent.Enabled _, JobEvent.Resumed _ -> Optional.of(doc.text("reason", page.reason()));
      case JobEvent.Fired(var moment, _, _) when moment.cause() == Cause.BY_HAND ->
          Optional.of(
              doc.text("what", "run-by-hand")
                  .text("reason", page.reason())
                  .time("nominal", moment.nominal()));
      case JobEvent.Recovered _ -> Optional.of(doc);
      case JobEvent.EnableAsked(var reason) -> Optional.of(doc.text("reason", reason));
      case JobEvent.Disabled(var reason) -> Optional.of(doc.text("reason", reason));
      case JobEvent.Paused(var reason, var until) ->
          Optional.of(doc.text("reason", reason).time("until", until));
      case JobEvent.TopicYielded(var to) ->
          Optional.of(doc.text("reason", "its topic was handed to " + to));
      case JobEvent.GivenUp(var why, _) -> Optional.of(doc.text("reason", why.cause()));
      case JobEvent.Tripped(var why, _, _, _) -> Optional.of(doc.text("reason", why.cause()));
      case JobEvent.TrialFailed(var why, _, _) -> Optional.of(doc.text("reason", why.cause()));
      case JobEvent.LastFailed(var why, _) -> Optional.of(doc.text("reason", why.cause()));
      case JobEvent.Ended(var why) -> Optional.of(doc.text("reason", why));
      case JobEvent.BackfillAsked(var range) ->
          Optional.of(doc.text("reason", "after " + range.after() + " up to " + range.until()));
      default -> Optional.empty();
    };
  }
}
