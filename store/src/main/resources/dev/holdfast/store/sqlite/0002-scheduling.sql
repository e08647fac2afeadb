-- Scheduling: jobs, their topics, their instants.
--
-- A job that is on is due at its next instant, and found by that alone: however many there are, those
-- that are not due cost nothing.

CREATE TABLE job (
  key INTEGER PRIMARY KEY CHECK (key > 0),
  version INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  status TEXT NOT NULL,
  lane TEXT NOT NULL DEFAULT '',
  hands TEXT NOT NULL DEFAULT '' CHECK (hands IN ('', 'worker', 'node')),
  place TEXT NOT NULL DEFAULT '' CHECK (place IN ('', 'ready', 'leased')),
  priority INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER,
  weight INTEGER NOT NULL DEFAULT 0 CHECK (weight >= 0),
  parent INTEGER NOT NULL,
  state TEXT NOT NULL
) STRICT;

CREATE TABLE topic (
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

CREATE TABLE instant (
  key INTEGER PRIMARY KEY CHECK (key > 0),
  version INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  status TEXT NOT NULL,
  lane TEXT NOT NULL DEFAULT '' CHECK (lane = ''),
  hands TEXT NOT NULL DEFAULT '' CHECK (hands = ''),
  place TEXT NOT NULL DEFAULT '' CHECK (place = ''),
  priority INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER CHECK (due_at IS NULL),
  weight INTEGER NOT NULL DEFAULT 1 CHECK (weight > 0),
  parent INTEGER NOT NULL,
  state TEXT NOT NULL
) STRICT;

CREATE INDEX job_ready ON job (lane, hands, priority, key) WHERE place = 'ready';
CREATE INDEX job_leased ON job (lane) WHERE place = 'leased';
CREATE INDEX job_due ON job (due_at) WHERE due_at IS NOT NULL;

-- The newest instants of a job: keys begin with the moment.
CREATE INDEX instant_parent ON instant (parent, key);

-- The first number that no job has been given.
CREATE TABLE job_number (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  next INTEGER NOT NULL
) STRICT;
INSERT INTO job_number VALUES (1, 1);

CREATE TRIGGER job_number_only_grows BEFORE UPDATE ON job_number WHEN NEW.next < OLD.next
BEGIN SELECT RAISE(ABORT, 'holdfast: numbers of jobs are never given twice'); END;

-- What says of itself that it is an output cannot pass for other words.
CREATE TRIGGER delivery_hides_no_output BEFORE INSERT ON delivery
WHEN NEW.origin = 'other' AND NEW.state ->> '$.message.provenance.is' IN ('gated', 'scheduled')
BEGIN SELECT RAISE(ABORT, 'holdfast: this output has no passing verdict'); END;
CREATE TRIGGER delivery_becomes_no_output BEFORE UPDATE OF state ON delivery
WHEN NEW.origin = 'other' AND NEW.state ->> '$.message.provenance.is' IN ('gated', 'scheduled')
BEGIN SELECT RAISE(ABORT, 'holdfast: this output has no passing verdict'); END;
