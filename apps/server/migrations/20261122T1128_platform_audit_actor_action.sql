-- What one person did of one kind: without it the log of a busy person was read to its end when there is nothing.
-- accepted index-lock: before the first release no log is large
create index audit_entry_actor_action on platform.audit_entry (actor_id, action, at desc, id desc);
