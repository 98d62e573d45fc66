-- The log of one person, of one act, of one record or of a time: each in the order of an index, newest first.
drop index platform.audit_entry_actor;
drop index platform.audit_entry_action;
drop index platform.audit_entry_subject;
-- accepted index-lock: before the first release no log is large
create index audit_entry_actor on platform.audit_entry (actor_id, at desc, id desc);
-- accepted index-lock: before the first release no log is large
create index audit_entry_action on platform.audit_entry (action, at desc, id desc);
-- accepted index-lock: before the first release no log is large
create index audit_entry_subject on platform.audit_entry (subject_id, at desc, id desc);
-- accepted index-lock: before the first release no log is large
create index audit_entry_at on platform.audit_entry (at desc, id desc);

-- The same rule as before. Written with "exists" the planner gathers all visible records first, for a page of fifty.
alter policy through_what_it_is_about on platform.audit_entry using (
  (subject_id is null or (select s.id from platform.subject s where s.id = subject_id) is not null)
  and (about_compartment is null
    or about_compartment = any (nullif(current_setting('app.compartments', true), '')::integer[]))
  and (about_mail is null or (select m.id from platform.inbound_mail m where m.id = about_mail) is not null)
);
