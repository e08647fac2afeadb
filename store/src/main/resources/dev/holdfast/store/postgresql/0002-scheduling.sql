-- Scheduling: jobs, their topics, their instants.
--
-- A job that is on is due at its next instant, and found by that alone: however many there are, those
-- that are not due cost nothing. Each instant moves its job in the index, so that the dead have to be
-- swept up more often than elsewhere.

CREATE TABLE job (
  key BIGINT PRIMARY KEY CHECK (key > 0),
  version BIGINT NOT NULL,
  entry BIGINT NOT NULL,
  status TEXT NOT NULL,
  lane TEXT NOT NULL DEFAULT '',
  hands TEXT NOT NULL DEFAULT '' CHECK (hands IN ('', 'worker', 'node')),
  place TEXT NOT NULL DEFAULT '' CHECK (place IN ('', 'ready', 'leased')),
  priority INTEGER NOT NULL DEFAULT 0,
  due_at BIGINT,
  weight BIGINT NOT NULL DEFAULT 0 CHECK (weight >= 0),
  parent BIGINT NOT NULL,
  state TEXT NOT NULL
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);

CREATE TABLE topic (
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

CREATE TABLE instant (
  key BIGINT PRIMARY KEY CHECK (key > 0),
  version BIGINT NOT NULL,
  entry BIGINT NOT NULL,
  status TEXT NOT NULL,
  lane TEXT NOT NULL DEFAULT '' CHECK (lane = ''),
  hands TEXT NOT NULL DEFAULT '' CHECK (hands = ''),
  place TEXT NOT NULL DEFAULT '' CHECK (place = ''),
  priority INTEGER NOT NULL DEFAULT 0,
  due_at BIGINT CHECK (due_at IS NULL),
  weight BIGINT NOT NULL DEFAULT 1 CHECK (weight > 0),
  parent BIGINT NOT NULL,
  state TEXT NOT NULL
) WITH (fillfactor = 60);

CREATE INDEX job_ready ON job (lane, hands, priority, key) WHERE place = 'ready';
CREATE INDEX job_leased ON job (lane) WHERE place = 'leased';
-- With the key, because very many jobs are due at nine o'clock: in order without sorting them all.
CREATE INDEX job_due ON job (due_at, key) WHERE due_at IS NOT NULL;

-- The newest instants of a job: keys begin with the moment.
CREATE INDEX instant_parent ON instant (parent, key);

-- The first number that no job has been given.
CREATE TABLE job_number (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  next BIGINT NOT NULL
);
INSERT INTO job_number VALUES (1, 1);

CREATE TRIGGER job_number_only_grows BEFORE UPDATE ON job_number
FOR EACH ROW WHEN (NEW.next < OLD.next)
EXECUTE FUNCTION holdfast_refuse('numbers of jobs are never given twice');

-- What says of itself that it is an output cannot pass for other words. Those that are there already
-- were written under the constraint that they need a verdict.
ALTER TABLE delivery ADD CONSTRAINT delivery_hides_no_output CHECK (
  origin = 'output' OR coalesce(state::json #>> '{message,provenance,is}', '') NOT IN ('gated', 'scheduled'))
  NOT VALID;
