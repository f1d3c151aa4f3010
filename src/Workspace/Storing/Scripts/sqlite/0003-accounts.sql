-- How people come in: accounts, invitations, sessions, tokens; the keys of the program; the head of the audit chain.
-- Of a secret the store keeps a hash, or, where it has to be read again, a text that only the operator's key opens.

CREATE TABLE accounts (
  id                   TEXT    NOT NULL PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
  user_name            TEXT    NOT NULL,
  normalized_user_name TEXT    NOT NULL,
  email                TEXT    NOT NULL,
  normalized_email     TEXT    NOT NULL,
  email_confirmed      INTEGER NOT NULL CHECK (email_confirmed IN (0, 1)),
  password_hash        TEXT    NULL,
  security_stamp       TEXT    NOT NULL,
  concurrency_stamp    TEXT    NOT NULL,
  two_factor_enabled   INTEGER NOT NULL CHECK (two_factor_enabled IN (0, 1)),
  two_factor_step      INTEGER NOT NULL,
  lockout_enabled      INTEGER NOT NULL CHECK (lockout_enabled IN (0, 1)),
  lockout_end          TEXT    NULL,
  access_failed_count  INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX accounts_by_name ON accounts (normalized_user_name);
CREATE UNIQUE INDEX accounts_by_email ON accounts (normalized_email);

CREATE TABLE account_logins (
  login_provider        TEXT NOT NULL,
  provider_key          TEXT NOT NULL,
  provider_display_name TEXT NULL,
  user_id               TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  PRIMARY KEY (login_provider, provider_key)
) STRICT;

CREATE UNIQUE INDEX account_logins_by_person ON account_logins (user_id, login_provider);

CREATE TABLE account_tokens (
  user_id        TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  login_provider TEXT NOT NULL,
  name           TEXT NOT NULL,
  value          TEXT NULL,
  PRIMARY KEY (user_id, login_provider, name)
) STRICT;

CREATE TABLE invitations (
  id            TEXT    NOT NULL PRIMARY KEY,
  code          TEXT    NOT NULL UNIQUE,
  purpose       TEXT    NOT NULL CHECK (purpose IN ('member', 'person', 'setup', 'recovery')),
  person        TEXT    NULL REFERENCES people (id) ON DELETE CASCADE,
  email         TEXT    NULL,
  workspace     TEXT    NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  administrator INTEGER NOT NULL CHECK (administrator IN (0, 1)),
  state         TEXT    NOT NULL CHECK (state IN ('open', 'accepted', 'withdrawn')),
  made_by       TEXT    NOT NULL,
  created       TEXT    NOT NULL,
  expires       TEXT    NOT NULL
) STRICT;

CREATE INDEX invitations_by_person ON invitations (person, state);
CREATE INDEX invitations_by_workspace ON invitations (workspace, state);

CREATE TABLE sessions (
  id      TEXT NOT NULL PRIMARY KEY,
  person  TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  created TEXT NOT NULL,
  seen    TEXT NOT NULL,
  ended   TEXT NULL
) STRICT;

CREATE INDEX sessions_by_person ON sessions (person);

CREATE TABLE tokens (
  id        TEXT NOT NULL PRIMARY KEY,
  person    TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  name      TEXT NOT NULL,
  hash      TEXT NOT NULL UNIQUE,
  workspace TEXT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  scope     TEXT NOT NULL CHECK (scope IN ('read', 'write', 'manage')),
  created   TEXT NOT NULL,
  expires   TEXT NOT NULL,
  last_used TEXT NULL,
  revoked   TEXT NULL
) STRICT;

CREATE INDEX tokens_by_person ON tokens (person);
CREATE INDEX tokens_by_workspace ON tokens (workspace);

CREATE TABLE protection_keys (
  name    TEXT NOT NULL PRIMARY KEY,
  xml     TEXT NOT NULL,
  created TEXT NOT NULL
) STRICT;

CREATE TABLE audit_head (
  id     INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  seq    INTEGER NOT NULL,
  digest TEXT    NOT NULL
) STRICT;

INSERT INTO audit_head (id, seq, digest) VALUES (1, 0, '');
