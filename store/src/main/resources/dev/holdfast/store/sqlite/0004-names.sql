-- Jobs are listed by their names. Written once, with the job: no update touches the index.

ALTER TABLE job ADD COLUMN name TEXT NOT NULL DEFAULT '';
UPDATE job SET name = coalesce(state ->> '$.job.spec.identity.id', '');
CREATE INDEX job_name ON job (name);
