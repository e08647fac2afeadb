-- Jobs are listed by their names, in the order of their bytes as on SQLite.

ALTER TABLE job ADD COLUMN name TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE job SET name = coalesce(state::json #>> '{job,spec,identity,id}', '');
CREATE INDEX job_name ON job (name);
