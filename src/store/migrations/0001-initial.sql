-- All that Chief keeps. Instants are UTC text as toISOString() writes them.
-- Runs and occurrences carry a sequence, so that "newest first" needs no index of its own.

create table meta (
  id integer primary key check (id = 1),
  epoch integer not null                -- how often these data were opened for writing
) strict;
insert into meta (id, epoch) values (1, 0);

create table runs (
  sequence integer primary key,         -- the order of queueing
  id text not null unique,
  automation text not null,
  status text not null,
  reason text not null default '',
  content text not null default 'unknown',
  delivery text not null default 'none',
  input text not null,                  -- JSON: RunInput
  epoch integer not null,               -- the owner: who queued it, then who claimed it
  recoveries integer not null default 0,
  code_version text not null,
  queued_at text not null,
  started_at text,
  ended_at text,                        -- null while the run is queued or running
  error text,                           -- JSON: StoredError
  briefing text                         -- hash of a document
) strict;
create index runs_by_automation on runs (automation);
create index runs_open on runs (sequence) where ended_at is null;

create table steps (
  run text not null references runs (id) on delete cascade,
  name text not null,
  position integer not null,
  outcome text,                         -- JSON; null for a step without a result
  started_at text not null,
  ended_at text not null,
  attempts integer not null,
  primary key (run, name)
) strict, without rowid;

create table occurrences (
  sequence integer primary key,
  id text not null unique,
  automation text not null,
  kind text not null,
  nominal_at text not null,
  actual_at text,
  state text not null,
  reason text not null
) strict;
create index occurrences_by_automation on occurrences (automation);

create table slots (
  automation text not null,
  trigger_index integer not null,       -- the trigger's place in the definition's list
  trigger_hash text not null,
  next_at text,                         -- null once nothing is due any more
  primary key (automation, trigger_index)
) strict, without rowid;
create index slots_by_next on slots (next_at) where next_at is not null;

create table documents (
  hash text not null unique,
  kind text not null,
  json text not null
) strict;

create table items (
  hash text not null unique,
  json text not null
) strict;

create table findings (
  run text not null references runs (id) on delete cascade,
  position integer not null,
  key text not null,
  json text not null,                   -- JudgedFinding
  primary key (run, position)
) strict, without rowid;

create table ledger (
  automation text not null,
  reader text not null,
  key text not null,
  entry text not null,                  -- JSON: LedgerEntry without its acknowledgement
  acknowledgement text,                 -- JSON; written when a reader says so, never by a run
  primary key (automation, reader, key)
) strict, without rowid;
create index ledger_by_key on ledger (key);

create table outbox (
  sequence integer primary key,
  key text not null unique,
  run text not null references runs (id) on delete cascade,
  grant_name text not null,
  delivery text not null,
  options text not null,                -- JSON
  briefing text not null,               -- hash of a document
  state text not null,
  attempts integer not null,
  next_attempt_at text not null,
  receipt text,
  error text,                           -- JSON: StoredError
  ended_at text                         -- null while it is pending or sending
) strict;
create index outbox_by_run on outbox (run);
create index outbox_open on outbox (state, next_attempt_at) where ended_at is null;

create table memory (
  automation text not null,
  name text not null,
  value text not null,                  -- JSON
  primary key (automation, name)
) strict, without rowid;

create table definitions (
  parser text not null,
  hash text not null,
  path text not null,                   -- two files may hold the same bytes
  json text not null,                   -- Automation
  primary key (parser, hash, path)
) strict, without rowid;

create table paused (
  automation text not null primary key,
  at text not null
) strict, without rowid;

create table log_lines (
  id integer primary key autoincrement, -- never given twice, so that followers miss nothing
  at text not null,
  run text not null,
  level text not null,
  message text not null
) strict;
create index log_lines_by_run on log_lines (run);
