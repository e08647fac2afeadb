/// Channels (blueprint §6): whether a place that messages go to can still be used. A channel that
/// is not known here is open. It is disabled when its receiver says that it is gone for good, or by
/// a person; what waits for it then waits, within its age. A person opens it again.
///
/// | from | command | events | to |
/// | --- | --- | --- | --- |
/// | open | Disable | Disabled | disabled |
/// | disabled | Enable | Enabled | open |
@NullMarked
package dev.holdfast.core.channel;

import org.jspecify.annotations.NullMarked;
