-- The spine: streams, entries, what was submitted, what has passed the gate, the workspace's versions.
--
-- Every kind of stream has one table with the same leading columns. A kind that never waits in a
-- lane, or is never due, cannot be written as if it did: nothing would ever look for it.
-- Indexes are partial, and none is on a column of the kinds that only change their status, so that
-- their updates stay in their page (HOT); the fill factor leaves room for it. Times are microseconds
-- since 1970.

CREATE FUNCTION holdfast_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'holdfast: %', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TABLE entry (
  id BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  body TEXT NOT NULL,
  hash TEXT NOT NULL CHECK (length(hash) = 64)
);
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE OR DELETE ON entry
FOR EACH ROW EXECUTE FUNCTION holdfast_refuse('entries are never changed or deleted');
CREATE TRIGGER entry_is_never_emptied BEFORE TRUNCATE ON entry
FOR EACH STATEMENT EXECUTE FUNCTION holdfast_refuse('entries are never changed or deleted');

CREATE TABLE command (
  id TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  entry BIGINT NOT NULL
);

CREATE TABLE passing_verdict (
  task BIGINT NOT NULL,
  output_sha256 TEXT NOT NULL,
  entry BIGINT NOT NULL,
  PRIMARY KEY (task, output_sha256)
);
CREATE TRIGGER passing_verdict_is_never_changed BEFORE UPDATE OR DELETE ON passing_verdict
FOR EACH ROW EXECUTE FUNCTION holdfast_refuse('verdicts are never changed or deleted');
CREATE TRIGGER passing_verdict_is_never_emptied BEFORE TRUNCATE ON passing_verdict
FOR EACH STATEMENT EXECUTE FUNCTION holdfast_refuse('verdicts are never changed or deleted');

CREATE TABLE policy_version (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  content TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE TRIGGER policy_version_is_never_changed BEFORE UPDATE OR DELETE ON policy_version
FOR EACH ROW EXECUTE FUNCTION holdfast_refuse('versions of the workspace are never changed or deleted');
CREATE TRIGGER policy_version_is_never_emptied BEFORE TRUNCATE ON policy_version
FOR EACH STATEMENT EXECUTE FUNCTION holdfast_refuse('versions of the workspace are never changed or deleted');

-- Blocks of keys: 65,536 of them, 4 apart.
CREATE SEQUENCE key_block START 1;

-- One seat for each process that ever wrote. Whoever sets revoked_at stops that process.
CREATE TABLE desk (
  number INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  token TEXT NOT NULL,
  holder TEXT NOT NULL,
  taken_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  revoked_at TIMESTAMPTZ
);

CREATE TABLE request (
  key BIGINT PRIMARY KEY CHECK (key > 0),
  version BIGINT NOT NULL,
  entry BIGINT NOT NULL,
  status TEXT NOT NULL,
  lane TEXT NOT NULL DEFAULT '' CHECK (lane = ''),
  hands TEXT NOT NULL DEFAULT '' CHECK (hands = ''),
  place TEXT NOT NULL DEFAULT '' CHECK (place = ''),
  priority INTEGER NOT NULL DEFAULT 0,
  due_at BIGINT CHECK (due_at IS NULL),
  parent BIGINT NOT NULL,
  state TEXT NOT NULL
) WITH (fillfactor = 60);

CREATE TABLE session (
  key BIGINT PRIMARY KEY CHECK (key > 0),
  version BIGINT NOT NULL,
  entry BIGINT NOT NULL,
  status TEXT NOT NULL,
  lane TEXT NOT NULL DEFAULT '' CHECK (lane = ''),
  hands TEXT NOT NULL DEFAULT '' CHECK (hands = ''),
  place TEXT NOT NULL DEFAULT '' CHECK (place = ''),
  priority INTEGER NOT NULL DEFAULT 0,
  due_at BIGINT CHECK (due_at IS NULL),
  parent BIGINT NOT NULL,
  state TEXT NOT NULL
) WITH (fillfactor = 60);

CREATE TABLE run (
  key BIGINT PRIMARY KEY CHECK (key > 0),
  version BIGINT NOT NULL,
  entry BIGINT NOT NULL,
  status TEXT NOT NULL,
  lane TEXT NOT NULL DEFAULT '' CHECK (lane = ''),
  hands TEXT NOT NULL DEFAULT '' CHECK (hands = ''),
  place TEXT NOT NULL DEFAULT '' CHECK (place = ''),
  priority INTEGER NOT NULL DEFAULT 0,
  due_at BIGINT CHECK (due_at IS NULL),
  parent BIGINT NOT NULL,
  state TEXT NOT NULL
) WITH (fillfactor = 60);

CREATE TABLE channel (
  key BIGINT PRIMARY KEY CHECK (key > 0),
  version BIGINT NOT NULL,
  entry BIGINT NOT NULL,
  status TEXT NOT NULL,
  lane TEXT NOT NULL DEFAULT '' CHECK (lane = ''),
  hands TEXT NOT NULL DEFAULT '' CHECK (hands = ''),
  place TEXT NOT NULL DEFAULT '' CHECK (place = ''),
  priority INTEGER NOT NULL DEFAULT 0,
  due_at BIGINT CHECK (due_at IS NULL),
  parent BIGINT NOT NULL,
  state TEXT NOT NULL
) WITH (fillfactor = 60);

CREATE TABLE token (
  key BIGINT PRIMARY KEY CHECK (key > 0),
  version BIGINT NOT NULL,
  entry BIGINT NOT NULL,
  status TEXT NOT NULL,
  lane TEXT NOT NULL DEFAULT '' CHECK (lane = ''),
  hands TEXT NOT NULL DEFAULT '' CHECK (hands = ''),
  place TEXT NOT NULL DEFAULT '' CHECK (place = ''),
  priority INTEGER NOT NULL DEFAULT 0,
  due_at BIGINT CHECK (due_at IS NULL),
  parent BIGINT NOT NULL,
  state TEXT NOT NULL
) WITH (fillfactor = 60);

CREATE TABLE effect (
  key BIGINT PRIMARY KEY CHECK (key > 0),
  version BIGINT NOT NULL,
  entry BIGINT NOT NULL,
  status TEXT NOT NULL,
  lane TEXT NOT NULL DEFAULT '' CHECK (lane = ''),
  hands TEXT NOT NULL DEFAULT '' CHECK (hands = ''),
  place TEXT NOT NULL DEFAULT '' CHECK (place = ''),
  priority INTEGER NOT NULL DEFAULT 0,
  due_at BIGINT,
  parent BIGINT NOT NULL,
  state TEXT NOT NULL
) WITH (fillfactor = 60);

CREATE TABLE task (
  key BIGINT PRIMARY KEY CHECK (key > 0),
  version BIGINT NOT NULL,
  entry BIGINT NOT NULL,
  status TEXT NOT NULL,
  lane TEXT NOT NULL DEFAULT '',
  hands TEXT NOT NULL DEFAULT '' CHECK (hands IN ('', 'worker', 'node')),
  place TEXT NOT NULL DEFAULT '' CHECK (place IN ('', 'ready', 'leased')),
  priority INTEGER NOT NULL DEFAULT 0,
  due_at BIGINT,
  parent BIGINT NOT NULL,
  state TEXT NOT NULL
) WITH (fillfactor = 60);

CREATE TABLE delivery (
  key BIGINT PRIMARY KEY CHECK (key > 0),
  version BIGINT NOT NULL,
  entry BIGINT NOT NULL,
  status TEXT NOT NULL,
  lane TEXT NOT NULL DEFAULT '',
  hands TEXT NOT NULL DEFAULT '' CHECK (hands IN ('', 'worker', 'node')),
  place TEXT NOT NULL DEFAULT '' CHECK (place IN ('', 'ready', 'leased')),
  priority INTEGER NOT NULL DEFAULT 0,
  due_at BIGINT,
  parent BIGINT NOT NULL,
  state TEXT NOT NULL,
  task BIGINT,
  output_sha256 TEXT,
  origin TEXT NOT NULL CHECK (origin IN ('output', 'other')),
  CHECK ((origin = 'output') = (output_sha256 IS NOT NULL)),
  CHECK ((task IS NULL) = (output_sha256 IS NULL)),
  CONSTRAINT delivery_needs_a_verdict FOREIGN KEY (task, output_sha256)
    REFERENCES passing_verdict (task, output_sha256)
) WITH (fillfactor = 60);

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

CREATE TRIGGER delivery_keeps_its_output BEFORE UPDATE OF key, task, output_sha256, origin ON delivery
FOR EACH ROW EXECUTE FUNCTION holdfast_refuse('a delivery keeps its output');
