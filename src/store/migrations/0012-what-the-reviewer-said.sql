alter table outbox add column review text; -- JSON: KeptReview; null where the reviewer was not asked
create index outbox_reviewed on outbox (automation, sequence) where review is not null;
-- What the reviewer denied, and no person.
create index outbox_refused on outbox (ended_at) where state = 'denied' and decided_by is null;
