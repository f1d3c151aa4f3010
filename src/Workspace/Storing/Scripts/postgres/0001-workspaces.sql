-- Who may come in, the model as one document for each thing, and its history.
-- A thing's version is the revision that last changed it. Times are UTC, ISO 8601.

CREATE TABLE people (
  id            text COLLATE "C" NOT NULL PRIMARY KEY,
  name          text COLLATE "C" NOT NULL,
  email         text COLLATE "C" NULL,
  state         text COLLATE "C" NOT NULL CHECK (state IN ('invited', 'active', 'suspended', 'removed')),
  administrator boolean NOT NULL,
  created       text COLLATE "C" NOT NULL
);

CREATE UNIQUE INDEX people_by_email ON people (email) WHERE email IS NOT NULL;

CREATE TABLE workspaces (
  id       text COLLATE "C" NOT NULL PRIMARY KEY,
  name     text COLLATE "C" NOT NULL,
  revision bigint NOT NULL,
  digest   text COLLATE "C" NOT NULL,
  created  text COLLATE "C" NOT NULL
);

CREATE TABLE members (
  workspace text COLLATE "C" NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  person    text COLLATE "C" NOT NULL REFERENCES people (id),
  role      text COLLATE "C" NOT NULL CHECK (role IN ('viewer', 'stakeholder', 'editor', 'owner')),
  "group"   text COLLATE "C" NULL,
  sensitive boolean NOT NULL,
  state     text COLLATE "C" NOT NULL CHECK (state IN ('invited', 'active', 'suspended', 'removed')),
  since     text COLLATE "C" NOT NULL,
  PRIMARY KEY (workspace, person)
);

CREATE INDEX members_by_person ON members (person);

CREATE TABLE items (
  workspace text COLLATE "C" NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  kind      text COLLATE "C" NOT NULL,
  id        text COLLATE "C" NOT NULL,
  version   bigint NOT NULL,
  position  bigint NOT NULL,
  json      text COLLATE "C" NOT NULL,
  PRIMARY KEY (workspace, kind, id)
);

CREATE TABLE revisions (
  workspace  text COLLATE "C" NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  revision   bigint NOT NULL,
  at         text COLLATE "C" NOT NULL,
  actor      text COLLATE "C" NOT NULL,
  actor_name text COLLATE "C" NOT NULL,
  action     text COLLATE "C" NOT NULL,
  why        text COLLATE "C" NULL,
  undoes     bigint NULL,
  undone_by  bigint NULL,
  digest     text COLLATE "C" NOT NULL,
  PRIMARY KEY (workspace, revision)
);

CREATE INDEX revisions_by_time ON revisions (workspace, at);

CREATE TABLE changes (
  workspace       text COLLATE "C" NOT NULL,
  revision        bigint NOT NULL,
  kind            text COLLATE "C" NOT NULL,
  id              text COLLATE "C" NOT NULL,
  before          text COLLATE "C" NULL,
  after           text COLLATE "C" NULL,
  version_before  bigint NULL,
  position_before bigint NULL,
  position_after  bigint NULL,
  PRIMARY KEY (workspace, revision, kind, id),
  FOREIGN KEY (workspace, revision) REFERENCES revisions (workspace, revision) ON DELETE CASCADE
);

CREATE INDEX changes_by_thing ON changes (workspace, kind, id, revision);

CREATE TABLE answered (
  caller  text COLLATE "C" NOT NULL,
  key     text COLLATE "C" NOT NULL,
  request text COLLATE "C" NOT NULL,
  status  bigint NOT NULL,
  headers text COLLATE "C" NOT NULL,
  body    text COLLATE "C" NOT NULL,
  at      text COLLATE "C" NOT NULL,
  PRIMARY KEY (caller, key)
);

CREATE INDEX answered_by_time ON answered (at);

CREATE TABLE audit (
  seq       bigint NOT NULL PRIMARY KEY,
  at        text COLLATE "C" NOT NULL,
  workspace text COLLATE "C" NULL,
  actor     text COLLATE "C" NOT NULL,
  action    text COLLATE "C" NOT NULL,
  subject   text COLLATE "C" NOT NULL,
  detail    text COLLATE "C" NULL,
  digest    text COLLATE "C" NOT NULL
);

CREATE INDEX audit_by_workspace ON audit (workspace, seq);
