/// How answers look on a terminal: colours only where a person looks, aligned tables, a run as a
/// timeline, the books with a plain last line.
@NullMarked
package dev.holdfast.cli.show;

import org.jspecify.annotations.NullMarked;
