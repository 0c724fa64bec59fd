-- Questions to people, a row for each that was decided on.
create table asks (
  id text primary key,
  automation text not null,
  item text not null,
  key text not null,                      -- what people call the item
  title text not null,
  person text not null,                   -- a key of config/people.yaml
  actor text not null,
  state text not null,
  reason text not null,
  because text not null,
  created_at text not null,
  messages text not null,                 -- JSON: when they were decided on, and their keys in the outbox
  asked_back integer not null,            -- 1 where its person was asked what a reply meant
  replied_at text,
  answer text,                            -- JSON: what its person said last
  ended_at text                           -- null while it is open
) strict;
create index asks_by_end on asks (ended_at);
create index asks_by_automation on asks (automation, ended_at);

-- What people want of questions, whichever automation asks them.
create table wishes (
  person text primary key,                -- a key of config/people.yaml
  stopped_at text,                        -- null where they may be asked
  snoozed_until text                      -- a plain date
) strict;
