alter table outbox add column reach text; -- fingerprint of who read there when it was sent; null where that was not looked up
