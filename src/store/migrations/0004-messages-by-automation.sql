create index outbox_by_automation on outbox (automation, grant_name, sequence);
