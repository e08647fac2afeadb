-- The spine: streams, entries, what was submitted, what has passed the gate, the workspace's versions.
--
-- Every kind of stream has one table with the same leading columns. A kind that never waits in a
-- lane, or is never due, cannot be written as if it did: nothing would ever look for it.
-- Indexes are partial, so that a stream that has ended costs nothing. Times are microseconds since
-- 1970.

CREATE TABLE entry (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  body TEXT NOT NULL,
  hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;

CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'holdfast: entries are never changed'); END;
CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'holdfast: entries are never deleted'); END;
-- REPLACE would delete without asking the trigger above.
CREATE TRIGGER entry_is_never_replaced BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM entry WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'holdfast: entries are never replaced'); END;

CREATE TABLE command (
  id TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  entry INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE passing_verdict (
  task INTEGER NOT NULL,
  output_sha256 TEXT NOT NULL,
  entry INTEGER NOT NULL,
  PRIMARY KEY (task, output_sha256)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER passing_verdict_is_never_changed BEFORE UPDATE ON passing_verdict
BEGIN SELECT RAISE(ABORT, 'holdfast: verdicts are never changed'); END;
CREATE TRIGGER passing_verdict_is_never_deleted BEFORE DELETE ON passing_verdict
BEGIN SELECT RAISE(ABORT, 'holdfast: verdicts are never deleted'); END;
CREATE TRIGGER passing_verdict_is_never_replaced BEFORE INSERT ON passing_verdict
WHEN EXISTS (SELECT 1 FROM passing_verdict WHERE task = NEW.task AND output_sha256 = NEW.output_sha256)
BEGIN SELECT RAISE(IGNORE); END;

CREATE TABLE policy_version (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  content TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER policy_version_is_never_changed BEFORE UPDATE ON policy_version
BEGIN SELECT RAISE(ABORT, 'holdfast: versions of the workspace are never changed'); END;
CREATE TRIGGER policy_version_is_never_deleted BEFORE DELETE ON policy_version
BEGIN SELECT RAISE(ABORT, 'holdfast: versions of the workspace are never deleted'); END;
-- REPLACE would delete without asking the trigger above.
CREATE TRIGGER policy_version_is_never_replaced BEFORE INSERT ON policy_version
WHEN EXISTS (SELECT 1 FROM policy_version WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'holdfast: versions of the workspace are never replaced'); END;

-- The first key that nobody has been given.
CREATE TABLE key_block (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  next INTEGER NOT NULL
) STRICT;
INSERT INTO key_block VALUES (1, 4);

-- Written only to see whether the file takes a write again.
CREATE TABLE probe (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  number INTEGER NOT NULL
) STRICT;
INSERT INTO probe VALUES (1, 0);

CREATE TABLE request (
  key INTEGER PRIMARY KEY CHECK (key > 0),
  version INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  status TEXT NOT NULL,
  lane TEXT NOT NULL DEFAULT '' CHECK (lane = ''),
  hands TEXT NOT NULL DEFAULT '' CHECK (hands = ''),
  place TEXT NOT NULL DEFAULT '' CHECK (place = ''),
  priority INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER CHECK (due_at IS NULL),
  parent INTEGER NOT NULL,
  state TEXT NOT NULL
) STRICT;

CREATE TABLE session (
  key INTEGER PRIMARY KEY CHECK (key > 0),
  version INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  status TEXT NOT NULL,
  lane TEXT NOT NULL DEFAULT '' CHECK (lane = ''),
  hands TEXT NOT NULL DEFAULT '' CHECK (hands = ''),
  place TEXT NOT NULL DEFAULT '' CHECK (place = ''),
  priority INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER CHECK (due_at IS NULL),
  parent INTEGER NOT NULL,
  state TEXT NOT NULL
) STRICT;

CREATE TABLE run (
  key INTEGER PRIMARY KEY CHECK (key > 0),
  version INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  status TEXT NOT NULL,
  lane TEXT NOT NULL DEFAULT '' CHECK (lane = ''),
  hands TEXT NOT NULL DEFAULT '' CHECK (hands = ''),
  place TEXT NOT NULL DEFAULT '' CHECK (place = ''),
  priority INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER CHECK (due_at IS NULL),
  parent INTEGER NOT NULL,
  state TEXT NOT NULL
) STRICT;

CREATE TABLE channel (
  key INTEGER PRIMARY KEY CHECK (key > 0),
  version INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  status TEXT NOT NULL,
  lane TEXT NOT NULL DEFAULT '' CHECK (lane = ''),
  hands TEXT NOT NULL DEFAULT '' CHECK (hands = ''),
  place TEXT NOT NULL DEFAULT '' CHECK (place = ''),
  priority INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER CHECK (due_at IS NULL),
  parent INTEGER NOT NULL,
  state TEXT NOT NULL
) STRICT;

CREATE TABLE token (
  key INTEGER PRIMARY KEY CHECK (key > 0),
  version INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  status TEXT NOT NULL,
  lane TEXT NOT NULL DEFAULT '' CHECK (lane = ''),
  hands TEXT NOT NULL DEFAULT '' CHECK (hands = ''),
  place TEXT NOT NULL DEFAULT '' CHECK (place = ''),
  priority INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER CHECK (due_at IS NULL),
  parent INTEGER NOT NULL,
  state TEXT NOT NULL
) STRICT;

CREATE TABLE effect (
  key INTEGER PRIMARY KEY CHECK (key > 0),
  version INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  status TEXT NOT NULL,
  lane TEXT NOT NULL DEFAULT '' CHECK (lane = ''),
  hands TEXT NOT NULL DEFAULT '' CHECK (hands = ''),
  place TEXT NOT NULL DEFAULT '' CHECK (place = ''),
  priority INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER,
  parent INTEGER NOT NULL,
  state TEXT NOT NULL
) STRICT;

CREATE TABLE task (
  key INTEGER PRIMARY KEY CHECK (key > 0),
  version INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  status TEXT NOT NULL,
  lane TEXT NOT NULL DEFAULT '',
  hands TEXT NOT NULL DEFAULT '' CHECK (hands IN ('', 'worker', 'node')),
  place TEXT NOT NULL DEFAULT '' CHECK (place IN ('', 'ready', 'leased')),
  priority INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER,
  parent INTEGER NOT NULL,
  state TEXT NOT NULL
) STRICT;

CREATE TABLE delivery (
  key INTEGER PRIMARY KEY CHECK (key > 0),
  version INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  status TEXT NOT NULL,
  lane TEXT NOT NULL DEFAULT '',
  hands TEXT NOT NULL DEFAULT '' CHECK (hands IN ('', 'worker', 'node')),
  place TEXT NOT NULL DEFAULT '' CHECK (place IN ('', 'ready', 'leased')),
  priority INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER,
  parent INTEGER NOT NULL,
  state TEXT NOT NULL,
  task INTEGER,
  output_sha256 TEXT,
  origin TEXT NOT NULL CHECK (origin IN ('output', 'other')),
  CHECK ((origin = 'output') = (output_sha256 IS NOT NULL)),
  CHECK ((task IS NULL) = (output_sha256 IS NULL)),
  FOREIGN KEY (task, output_sha256) REFERENCES passing_verdict (task, output_sha256)
) STRICT;

CREATE INDEX task_ready ON task (lane, hands, priority, key) WHERE place = 'ready';
CREATE INDEX task_leased ON task (lane) WHERE place = 'leased';
CREATE INDEX task_due ON task (due_at) WHERE due_at IS NOT NULL;
-- What shares its parent's number is found by it.
CREATE INDEX task_parent ON task (parent, key) WHERE parent <> key;

CREATE INDEX delivery_ready ON delivery (lane, hands, priority, key) WHERE place = 'ready';
CREATE INDEX delivery_leased ON delivery (lane) WHERE place = 'leased';
CREATE INDEX delivery_due ON delivery (due_at) WHERE due_at IS NOT NULL;
-- What shares its parent's number is found by it.
CREATE INDEX delivery_parent ON delivery (parent, key) WHERE parent <> key;

CREATE INDEX effect_due ON effect (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX effect_parent ON effect (parent, key) WHERE parent <> key;
-- None on a run's session: session keys are scattered, and an index on them costs every request a
-- page of its own. The runs of one session are found by looking at the newest runs first.

-- The foreign key alone does not bind a connection that has not asked for it.
CREATE TRIGGER delivery_needs_a_verdict BEFORE INSERT ON delivery
WHEN NEW.output_sha256 IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM passing_verdict
  WHERE task = NEW.task AND output_sha256 = NEW.output_sha256)
BEGIN SELECT RAISE(ABORT, 'holdfast: this output has no passing verdict'); END;

CREATE TRIGGER delivery_keeps_its_output BEFORE UPDATE OF key, task, output_sha256, origin ON delivery
BEGIN SELECT RAISE(ABORT, 'holdfast: a delivery keeps its output'); END;

-- REPLACE is no way around it.
CREATE TRIGGER delivery_is_never_replaced BEFORE INSERT ON delivery
WHEN EXISTS (SELECT 1 FROM delivery WHERE key = NEW.key)
BEGIN SELECT RAISE(ABORT, 'holdfast: deliveries are never replaced'); END;
