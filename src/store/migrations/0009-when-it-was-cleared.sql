alter table meta add column pruned_at text; -- when what had become too old was last removed; null where it never was
