-- An automation that has an occurrence of an event gets no other: a list of all events is kept for nothing.

drop table events;
