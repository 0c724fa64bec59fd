create index outbox_by_automation on outbox (automation, grant_name, sequence);
alter table outbox add column send_by text; -- not sent later than this; null where it is tried as long as any
