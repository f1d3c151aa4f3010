-- Long work: asked for, queued, run by one process at a time, and what came of it.
-- Each claim of a job counts its fence up; who holds an older fence writes nothing any more.

CREATE TABLE jobs (
  workspace     text COLLATE "C" NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  id            text COLLATE "C" NOT NULL,
  kind          text COLLATE "C" NOT NULL,
  state         text COLLATE "C" NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  request       text COLLATE "C" NOT NULL,
  asked_by      text COLLATE "C" NOT NULL,
  asked_by_name text COLLATE "C" NOT NULL,
  created       text COLLATE "C" NOT NULL,
  started       text COLLATE "C" NULL,
  finished      text COLLATE "C" NULL,
  revision      bigint NULL,
  progress      text COLLATE "C" NULL,
  failure       text COLLATE "C" NULL,
  attempt       bigint NOT NULL,
  fence         bigint NOT NULL,
  runner        text COLLATE "C" NULL,
  cancelling    boolean NOT NULL,
  result        text COLLATE "C" NULL,
  PRIMARY KEY (workspace, id)
);

CREATE INDEX jobs_to_do ON jobs (created) WHERE state IN ('queued', 'running');
CREATE INDEX jobs_by_end ON jobs (finished) WHERE finished IS NOT NULL;
