-- What people are asked before a message goes out, and what they have agreed to for all messages.
alter table outbox add column approval text; -- JSON: Approval; null where nobody was asked

-- The flows of a definition that its owner has accepted: of this very file, by its hash.
create table consents (
  automation text primary key,
  hash text not null,
  by text not null,                       -- key of a person
  at text not null
) strict, without rowid;
