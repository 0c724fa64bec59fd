-- What connectors have made of large things and may need again, each grant's own. It goes once nobody has asked for it for a while.
create table shelf (
  automation text not null,
  grant_name text not null,
  name text not null,                     -- the connector's own
  text text not null,
  used_at text not null,
  primary key (automation, grant_name, name)
) strict;
create index shelf_by_use on shelf (used_at);
