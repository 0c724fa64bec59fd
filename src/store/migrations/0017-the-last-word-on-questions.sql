-- What people want of questions, a row for each thing that can be wanted: of two words on it the later one counts, whichever run heard it first.
create table last_words (
  person text not null,                   -- a key of config/people.yaml
  about text not null,                    -- 'stoppedAt' or 'snoozedUntil'
  value text,                             -- since when they want none, or a plain date; null where that is taken back
  said_at text not null,
  primary key (person, about)
) strict, without rowid;
insert into last_words select person, 'stoppedAt', stopped_at, coalesce(stopped_at, '') from wishes;
insert into last_words select person, 'snoozedUntil', snoozed_until, '' from wishes;
drop table wishes;
alter table last_words rename to wishes;
