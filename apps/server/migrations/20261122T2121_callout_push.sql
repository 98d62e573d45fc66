-- Push as a way of its own; tries that are repeated; what a service says later of a word that it was handed.
alter table callout.attempt drop constraint attempt_way_check;
-- accepted constraint-lock: no version with this table was released, so it holds few rows
alter table callout.attempt add constraint attempt_way_check
  check (way in ('mail', 'push', 'chat', 'sms', 'voice'));
-- The device of a push message; null for other ways, and where there is none.
alter table callout.attempt add column device_id uuid;
alter table callout.attempt_note drop constraint attempt_note_state_check;
-- accepted constraint-lock: no version with this table was released, so it holds few rows
alter table callout.attempt_note add constraint attempt_note_state_check
  check (state in ('retrying', 'sent', 'delivered', 'answered', 'failed', 'withheld'));
alter table callout.attempt_note drop constraint attempt_note_reason_check;
-- accepted constraint-lock: no version with this table was released, so it holds few rows
alter table callout.attempt_note add constraint attempt_note_reason_check
  check (reason in ('no-address', 'no-adapter', 'no-device', 'mail-withheld'));
-- accepted index-lock: no version with this table was released, so it holds few rows
create index attempt_adapter on callout.attempt (adapter_id, queued_at desc) where adapter_id is not null;

-- The hash of the secret in the address at which a service reports for all its words; null: there is none.
alter table callout.adapter add column receipt_hash bytea;

-- Which word a service speaks of, and where its record lies: by the word itself, or the newest one to a number. Runs as the
-- owner, because a service sees no compartment; it answers ids and nothing of a record.
create function callout.receipt_word(adapter uuid, word uuid, number text, since timestamptz)
  returns table (attempt_id uuid, compartment_id integer)
  language sql stable security definer set search_path = pg_catalog as $$
  select attempt.id, attempt.compartment_id
  from callout.attempt
  where attempt.adapter_id = receipt_word.adapter
    and attempt.queued_at >= receipt_word.since
    and case when receipt_word.word is not null then attempt.id = receipt_word.word
      else length(receipt_word.number) >= 9
        and right(regexp_replace(attempt.address, '\D', '', 'g'), 9) = right(receipt_word.number, 9) end
  order by attempt.queued_at desc, attempt.id desc
  limit 1
$$;
revoke execute on function callout.receipt_word(uuid, uuid, text, timestamptz) from public;
grant execute on function callout.receipt_word(uuid, uuid, text, timestamptz) to matoi_app;

-- Which service was handed a word; for the address that is made for the one word.
create function callout.receipt_adapter(word uuid) returns uuid
  language sql stable security definer set search_path = pg_catalog as $$
  select attempt.adapter_id from callout.attempt where attempt.id = word
$$;
revoke execute on function callout.receipt_adapter(uuid) from public;
grant execute on function callout.receipt_adapter(uuid) to matoi_app;
