alter table outbox add column decided_at text; -- when a person approved or denied it
