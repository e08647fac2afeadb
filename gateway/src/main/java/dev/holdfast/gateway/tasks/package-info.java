/// Tasks and workers over HTTP: offering a contract, claiming work from a lane, reporting what came
/// of it. Claims and batches go to the desk in one piece and are answered from what the desk
/// committed, without a look at the store per item.
@NullMarked
package dev.holdfast.gateway.tasks;

import org.jspecify.annotations.NullMarked;
