-- Events, bursts, jitter and outages in the occurrence ledger; messages that are held or of Chief's own; what the owner was told.

alter table runs add column claims integer not null default 0;    -- how often it was begun or taken up again
update runs set claims = recoveries + 1 where started_at is not null;
create index runs_failed on runs (ended_at) where status in ('failed', 'dead');

alter table steps add column ordinal integer not null default 0;    -- the order in which all steps of a run were started
create index runs_waited on runs (started_at) where substr(id, 1, 6) = 'sched:' and unixepoch(started_at) - unixepoch(queued_at) >= 60;

alter table occurrences add column caught_up integer not null default 0;
alter table occurrences add column count integer not null default 1;    -- how many slots it stands for
alter table occurrences add column into_id text;                        -- the occurrence that it was coalesced into
alter table occurrences add column start_at text;                       -- set while a burst is being collected
alter table occurrences add column event text;                          -- JSON: Event
create index occurrences_collecting on occurrences (start_at) where start_at is not null;
create index occurrences_into on occurrences (into_id) where into_id is not null;
create index occurrences_missed on occurrences (coalesce(actual_at, nominal_at)) where state in ('missed', 'over_limit', 'blocked');
create index occurrences_caught_up on occurrences (nominal_at) where caught_up = 1;

drop index slots_by_next;
alter table slots add column due_at text;                               -- next_at and the trigger's jitter
update slots set due_at = next_at;
create index slots_by_due on slots (due_at) where due_at is not null;

create table events (
  source text not null,
  id text not null,
  at text not null,
  primary key (source, id)
) strict, without rowid;

create table cursors (
  name text not null primary key,
  value text not null                   -- JSON, of the event source that the name begins with
) strict, without rowid;

create table messages (
  sequence integer primary key,
  key text not null unique,
  automation text not null,
  run text references runs (id) on delete cascade,    -- null for what Chief says about itself
  grant_name text not null,
  delivery text not null,
  options text not null,                -- JSON
  on_unknown text,
  briefing text not null,               -- hash of a document
  state text not null,
  attempts integer not null,
  next_attempt_at text not null,
  expires_at text,                      -- set while it is held
  decided_by text,
  receipt text,
  error text,                           -- JSON: StoredError
  ended_at text                         -- null while it is held, pending or sending
) strict;
insert into messages (sequence, key, automation, run, grant_name, delivery, options, briefing, state, attempts, next_attempt_at, receipt, error, ended_at)
  select outbox.sequence, key, automation, run, grant_name, outbox.delivery, options, outbox.briefing, state, attempts, next_attempt_at, receipt, outbox.error, outbox.ended_at
  from outbox join runs on runs.id = outbox.run;
drop table outbox;
alter table messages rename to outbox;
create index outbox_by_run on outbox (run);
create index outbox_open on outbox (state, next_attempt_at) where ended_at is null;
create index outbox_undeliverable on outbox (ended_at) where state in ('undeliverable', 'expired');

alter table paused add column reason text not null default '';
alter table paused add column resumed_at text;                          -- null while it is paused

create table alerts (
  subject text not null primary key,    -- the trouble's own name
  automation text not null,
  bundle text not null,                 -- the same for what is told together
  at text not null,
  count integer not null,
  trouble text not null,                -- JSON: Trouble
  told_at text                          -- null while it waits to be told
) strict, without rowid;
create index alerts_waiting on alerts (bundle) where told_at is null;
create index alerts_told on alerts (automation, told_at) where told_at is not null;
