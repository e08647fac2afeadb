package dev.holdfast.gateway.http;

/// Answers the calls of one route. Called on a virtual thread; may wait.
@FunctionalInterface
public interface Endpoint {
  Reply answer(Call call) throws InterruptedException;
}
