-- Who may come in, the model as one document for each thing, and its history.
-- A thing's version is the revision that last changed it. Times are UTC, ISO 8601.

CREATE TABLE people (
  id            TEXT    NOT NULL PRIMARY KEY,
  name          TEXT    NOT NULL,
  email         TEXT    NULL,
  state         TEXT    NOT NULL CHECK (state IN ('invited', 'active', 'suspended', 'removed')),
  administrator INTEGER NOT NULL CHECK (administrator IN (0, 1)),
  created       TEXT    NOT NULL
) STRICT;

CREATE UNIQUE INDEX people_by_email ON people (email) WHERE email IS NOT NULL;

CREATE TABLE workspaces (
  id       TEXT    NOT NULL PRIMARY KEY,
  name     TEXT    NOT NULL,
  revision INTEGER NOT NULL,
  digest   TEXT    NOT NULL,
  created  TEXT    NOT NULL
) STRICT;

CREATE TABLE members (
  workspace TEXT    NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  person    TEXT    NOT NULL REFERENCES people (id),
  role      TEXT    NOT NULL CHECK (role IN ('viewer', 'stakeholder', 'editor', 'owner')),
  "group"   TEXT    NULL,
  sensitive INTEGER NOT NULL CHECK (sensitive IN (0, 1)),
  state     TEXT    NOT NULL CHECK (state IN ('invited', 'active', 'suspended', 'removed')),
  since     TEXT    NOT NULL,
  PRIMARY KEY (workspace, person)
) STRICT;

CREATE INDEX members_by_person ON members (person);

CREATE TABLE items (
  workspace TEXT    NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  kind      TEXT    NOT NULL,
  id        TEXT    NOT NULL,
  version   INTEGER NOT NULL,
  position  INTEGER NOT NULL,
  json      TEXT    NOT NULL,
  PRIMARY KEY (workspace, kind, id)
) STRICT;

CREATE TABLE revisions (
  workspace  TEXT    NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  revision   INTEGER NOT NULL,
  at         TEXT    NOT NULL,
  actor      TEXT    NOT NULL,
  actor_name TEXT    NOT NULL,
  action     TEXT    NOT NULL,
  why        TEXT    NULL,
  undoes     INTEGER NULL,
  undone_by  INTEGER NULL,
  digest     TEXT    NOT NULL,
  PRIMARY KEY (workspace, revision)
) STRICT;

CREATE INDEX revisions_by_time ON revisions (workspace, at);

CREATE TABLE changes (
  workspace       TEXT    NOT NULL,
  revision        INTEGER NOT NULL,
  kind            TEXT    NOT NULL,
  id              TEXT    NOT NULL,
  before          TEXT    NULL,
  after           TEXT    NULL,
  version_before  INTEGER NULL,
  position_before INTEGER NULL,
  position_after  INTEGER NULL,
  PRIMARY KEY (workspace, revision, kind, id),
  FOREIGN KEY (workspace, revision) REFERENCES revisions (workspace, revision) ON DELETE CASCADE
) STRICT;

CREATE INDEX changes_by_thing ON changes (workspace, kind, id, revision);

CREATE TABLE answered (
  caller  TEXT    NOT NULL,
  key     TEXT    NOT NULL,
  request TEXT    NOT NULL,
  status  INTEGER NOT NULL,
  headers TEXT    NOT NULL,
  body    TEXT    NOT NULL,
  at      TEXT    NOT NULL,
  PRIMARY KEY (caller, key)
) STRICT;

CREATE INDEX answered_by_time ON answered (at);

CREATE TABLE audit (
  seq       INTEGER NOT NULL PRIMARY KEY,
  at        TEXT    NOT NULL,
  workspace TEXT    NULL,
  actor     TEXT    NOT NULL,
  action    TEXT    NOT NULL,
  subject   TEXT    NOT NULL,
  detail    TEXT    NULL,
  digest    TEXT    NOT NULL
) STRICT;

CREATE INDEX audit_by_workspace ON audit (workspace, seq);
