-- A word that had not left when the call ended does not leave any more.
alter table callout.attempt_note drop constraint attempt_note_reason_check;
-- accepted constraint-lock: no version with this table was released, so it holds few rows
alter table callout.attempt_note add constraint attempt_note_reason_check
  check (reason in ('no-address', 'no-adapter', 'no-device', 'mail-withheld', 'call-ended'));
