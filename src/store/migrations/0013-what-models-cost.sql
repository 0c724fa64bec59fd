-- What models were asked and cost, a row for each call that was paid for. It outlives its run, since the day goes on being paid.
create table model_calls (
  run text not null,
  step text not null,                     -- which call of the run, such as 'executor 3'
  automation text not null,
  role text not null,
  model text not null,
  input integer not null,                 -- tokens
  cached integer not null,                -- those of input that were read before
  output integer not null,
  reasoning integer not null,             -- those of output that nobody reads
  usd real,                               -- null where the price is not known
  assumed_usd real,                       -- what counts against limits then
  estimated integer not null,             -- 1 where it broke off and nobody said what it took
  at text not null,
  day text not null,                      -- the plain date of that in the workspace's zone
  primary key (run, step)
) strict, without rowid;
create index model_calls_by_day on model_calls (day, automation);
create index model_calls_by_automation on model_calls (automation, at);

-- Limits that stood in the way, each once a day.
create table budget_stops (
  scope text not null,                    -- 'run', 'day' or 'all'
  automation text not null,
  day text not null,
  at text not null,
  reason text not null,
  hint text not null,
  primary key (scope, automation, day)
) strict, without rowid;
create index budget_stops_by_time on budget_stops (at);
