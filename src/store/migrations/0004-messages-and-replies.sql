create index outbox_by_automation on outbox (automation, grant_name, sequence);
alter table outbox add column send_by text; -- not sent later than this; null where it is tried as long as any
create index outbox_by_receipt on outbox (receipt) where receipt is not null;

-- What people wrote below a message, once each, whoever tells of it and however often.
create table replies (
  id text primary key,                    -- delivery and the service's own id
  message text not null,                  -- key of the message that is answered
  person text,                            -- null for somebody unknown
  at text not null,
  text text not null,
  meaning text                            -- what was made of it; null where that is left to an agent
) strict;
create index replies_by_message on replies (message);
