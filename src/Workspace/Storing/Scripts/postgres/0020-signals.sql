-- What is many: accounts, requests, evidence, work log. A signal keeps its number, by which it is searched, as long as it is there.

CREATE TABLE signals (
  workspace TEXT    NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  kind      TEXT    NOT NULL,
  id        TEXT    NOT NULL,
  version   BIGINT NOT NULL,
  position  BIGINT NOT NULL,
  number    BIGINT NOT NULL,
  source    TEXT    NULL,
  source_id TEXT    NULL,
  json      TEXT    NOT NULL,
  PRIMARY KEY (workspace, kind, id)
);

CREATE UNIQUE INDEX signals_by_number ON signals (workspace, number);
CREATE INDEX signals_by_source ON signals (workspace, kind, source, source_id) WHERE source_id IS NOT NULL;
CREATE INDEX signals_by_version ON signals (workspace, version);

-- What stood there from revision since until revision until.
CREATE TABLE signal_history (
  workspace TEXT    NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  kind      TEXT    NOT NULL,
  id        TEXT    NOT NULL,
  until     BIGINT NOT NULL,
  since     BIGINT NOT NULL,
  position  BIGINT NOT NULL,
  json      TEXT    NOT NULL,
  PRIMARY KEY (workspace, kind, id, until)
);

CREATE INDEX signal_history_by_until ON signal_history (workspace, until);
CREATE INDEX signal_history_by_since ON signal_history (workspace, since);

-- In which signals a word stands: for each block of 65,536 numbers the set of them.
CREATE TABLE signal_words (
  workspace TEXT    NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  word      TEXT COLLATE "C" NOT NULL,
  block     BIGINT NOT NULL,
  documents BIGINT NOT NULL,
  numbers   BYTEA    NOT NULL,
  PRIMARY KEY (workspace, word, block)
);

-- Revisions that changed more signals than the list of changes holds one by one.
CREATE TABLE batches (
  workspace TEXT    NOT NULL,
  revision  BIGINT NOT NULL,
  mapping   TEXT    NOT NULL,
  files     TEXT    NOT NULL,
  added     BIGINT NOT NULL,
  changed   BIGINT NOT NULL,
  removed   BIGINT NOT NULL,
  seal      TEXT    NOT NULL,
  report    TEXT    NOT NULL,
  PRIMARY KEY (workspace, revision),
  FOREIGN KEY (workspace, revision) REFERENCES revisions (workspace, revision) ON DELETE CASCADE
);
ALTER TABLE signal_words ALTER COLUMN numbers SET STORAGE EXTERNAL;
