-- How each connection stands, from the first time that something was done by it.
create table connections (
  name text primary key,                  -- as config/chief.yaml calls it
  state text not null check (state in ('works', 'needs_reauth')),
  since text not null,                    -- when it came to be so
  used_at text,                           -- when the service last let us in; null where it never did
  tried_at text not null,                 -- when it was last asked for anything
  fingerprint text not null,              -- of references and secrets, so that new ones are noticed; no secret can be had from it
  error text,                             -- why it lets us in no more, as JSON
  known text                              -- what the service said about us when it was last asked, as JSON
) strict;
