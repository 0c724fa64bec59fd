alter table outbox add column in_order integer not null default 0; -- 1 where it must not overtake an earlier one to the same place
create index outbox_in_order on outbox (automation, grant_name, sequence) where in_order = 1 and ended_at is null;
