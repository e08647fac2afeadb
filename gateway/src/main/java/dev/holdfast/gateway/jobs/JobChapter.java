package dev.holdfast.gateway.jobs;

import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.gateway.ordering.Counter;
import dev.holdfast.gateway.showing.Pages;
import dev.holdfast.gateway.showing.Streams;
import dev.holdfast.gateway.waiting.RunSignals;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Everything about jobs, put together.
public final class JobChapter {
  private JobChapter() {}

  public static List<Route> routes(
      Counter counter,
      Streams streams,
      Versions<Policy> policy,
      RunSignals signals,
      InstantSource clock) {
    var jobs = new Jobs(streams, new Standing(policy, clock), clock);
    var routes = new ArrayList<Route>();
    routes.addAll(new JobRoutes(counter, new Pages(streams), jobs, new Wishes(policy)).routes());
    routes.addAll(new ServiceRoutes(counter, jobs, signals).routes());
    routes.addAll(new InstantRoutes(streams, jobs, clock).routes());
    return routes;
  }
}
