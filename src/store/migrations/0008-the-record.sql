-- What was decided, what went out, and what changed in what Chief may do: rows are added and never changed. Each holds the hash of the
-- row before, so that a change of any one shows. What identifies people or places stands here as a keyed hash only.
create table audit (
  sequence integer primary key,           -- from 1 on, without gaps
  at text not null,
  kind text not null,
  automation text,
  run text,                               -- keyed
  subject text,                           -- keyed: what it is about
  detail text not null,                   -- JSON, some of its values keyed
  previous text not null,                 -- the hash of the row before; empty in the first
  hash text not null                      -- of all columns before
) strict;

create trigger audit_grows_at_its_end before insert on audit
when new.sequence is not (select coalesce(max(sequence), 0) + 1 from audit)
begin
  select raise(abort, 'the record only grows at its end');
end;

create trigger audit_is_not_changed before update on audit
begin
  select raise(abort, 'the record is never changed');
end;

create trigger audit_is_not_deleted before delete on audit
begin
  select raise(abort, 'nothing is deleted from the record');
end;

-- Which definitions were in force when they were last loaded: what differs from them has changed.
create table definitions_in_force (
  automation text primary key,
  hash text not null
) strict, without rowid;
