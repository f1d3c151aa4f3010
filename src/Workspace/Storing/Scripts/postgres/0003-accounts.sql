-- How people come in: accounts, invitations, sessions, tokens; the keys of the program; the head of the audit chain.
-- Of a secret the store keeps a hash, or, where it has to be read again, a text that only the operator's key opens.

CREATE TABLE accounts (
  id                   text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
  user_name            text COLLATE "C" NOT NULL,
  normalized_user_name text COLLATE "C" NOT NULL,
  email                text COLLATE "C" NOT NULL,
  normalized_email     text COLLATE "C" NOT NULL,
  email_confirmed      boolean NOT NULL,
  password_hash        text COLLATE "C" NULL,
  security_stamp       text COLLATE "C" NOT NULL,
  concurrency_stamp    text COLLATE "C" NOT NULL,
  two_factor_enabled   boolean NOT NULL,
  two_factor_step      bigint NOT NULL,
  lockout_enabled      boolean NOT NULL,
  lockout_end          text COLLATE "C" NULL,
  access_failed_count  bigint NOT NULL
);

CREATE UNIQUE INDEX accounts_by_name ON accounts (normalized_user_name);
CREATE UNIQUE INDEX accounts_by_email ON accounts (normalized_email);

CREATE TABLE account_logins (
  login_provider        text COLLATE "C" NOT NULL,
  provider_key          text COLLATE "C" NOT NULL,
  provider_display_name text COLLATE "C" NULL,
  user_id               text COLLATE "C" NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  PRIMARY KEY (login_provider, provider_key)
);

CREATE UNIQUE INDEX account_logins_by_person ON account_logins (user_id, login_provider);

CREATE TABLE account_tokens (
  user_id        text COLLATE "C" NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  login_provider text COLLATE "C" NOT NULL,
  name           text COLLATE "C" NOT NULL,
  value          text COLLATE "C" NULL,
  PRIMARY KEY (user_id, login_provider, name)
);

CREATE TABLE invitations (
  id            text COLLATE "C" NOT NULL PRIMARY KEY,
  code          text COLLATE "C" NOT NULL UNIQUE,
  purpose       text COLLATE "C" NOT NULL CHECK (purpose IN ('member', 'person', 'setup', 'recovery')),
  person        text COLLATE "C" NULL REFERENCES people (id) ON DELETE CASCADE,
  email         text COLLATE "C" NULL,
  workspace     text COLLATE "C" NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  administrator boolean NOT NULL,
  state         text COLLATE "C" NOT NULL CHECK (state IN ('open', 'accepted', 'withdrawn')),
  made_by       text COLLATE "C" NOT NULL,
  created       text COLLATE "C" NOT NULL,
  expires       text COLLATE "C" NOT NULL
);

CREATE INDEX invitations_by_person ON invitations (person, state);
CREATE INDEX invitations_by_workspace ON invitations (workspace, state);

CREATE TABLE sessions (
  id      text COLLATE "C" NOT NULL PRIMARY KEY,
  person  text COLLATE "C" NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  created text COLLATE "C" NOT NULL,
  seen    text COLLATE "C" NOT NULL,
  ended   text COLLATE "C" NULL
);

CREATE INDEX sessions_by_person ON sessions (person);

CREATE TABLE tokens (
  id        text COLLATE "C" NOT NULL PRIMARY KEY,
  person    text COLLATE "C" NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  name      text COLLATE "C" NOT NULL,
  hash      text COLLATE "C" NOT NULL UNIQUE,
  workspace text COLLATE "C" NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  scope     text COLLATE "C" NOT NULL CHECK (scope IN ('read', 'write', 'manage')),
  created   text COLLATE "C" NOT NULL,
  expires   text COLLATE "C" NOT NULL,
  last_used text COLLATE "C" NULL,
  revoked   text COLLATE "C" NULL
);

CREATE INDEX tokens_by_person ON tokens (person);
CREATE INDEX tokens_by_workspace ON tokens (workspace);

CREATE TABLE protection_keys (
  name    text COLLATE "C" NOT NULL PRIMARY KEY,
  xml     text COLLATE "C" NOT NULL,
  created text COLLATE "C" NOT NULL
);

CREATE TABLE audit_head (
  id     bigint NOT NULL PRIMARY KEY CHECK (id = 1),
  seq    bigint NOT NULL,
  digest text COLLATE "C" NOT NULL
);

INSERT INTO audit_head (id, seq, digest) VALUES (1, 0, '');
