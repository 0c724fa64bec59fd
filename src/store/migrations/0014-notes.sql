-- What people have asked automations to keep in mind.
create table notes (
  id text primary key,
  automation text not null,
  text text not null,
  by text not null, -- a key of config/people.yaml
  source text not null, -- where it was said
  at text not null,
  expires_at text not null
) strict;
create index notes_counting on notes (automation, expires_at);
