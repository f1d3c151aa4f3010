-- Long work: asked for, queued, run by one process at a time, and what came of it.
-- Each claim of a job counts its fence up; who holds an older fence writes nothing any more.

CREATE TABLE jobs (
  workspace     TEXT    NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  id            TEXT    NOT NULL,
  kind          TEXT    NOT NULL,
  state         TEXT    NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  request       TEXT    NOT NULL,
  asked_by      TEXT    NOT NULL,
  asked_by_name TEXT    NOT NULL,
  created       TEXT    NOT NULL,
  started       TEXT    NULL,
  finished      TEXT    NULL,
  revision      INTEGER NULL,
  progress      TEXT    NULL,
  failure       TEXT    NULL,
  attempt       INTEGER NOT NULL,
  fence         INTEGER NOT NULL,
  runner        TEXT    NULL,
  cancelling    INTEGER NOT NULL CHECK (cancelling IN (0, 1)),
  result        TEXT    NULL,
  PRIMARY KEY (workspace, id)
) STRICT;

CREATE INDEX jobs_to_do ON jobs (created) WHERE state IN ('queued', 'running');
CREATE INDEX jobs_by_end ON jobs (finished) WHERE finished IS NOT NULL;
