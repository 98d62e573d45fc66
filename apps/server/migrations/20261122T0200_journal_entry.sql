create schema journal;
grant usage on schema journal to matoi_app;

create table journal.entry (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  kind text not null check (kind in ('note', 'act')),
  lane text not null,
  occurred_at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  author jsonb not null,
  text text,
  act_code text,
  act_params jsonb
);
create index entry_subject on journal.entry (subject_id, occurred_at, id);
select platform.register_content('journal.entry', 'subject_id');
revoke update on journal.entry from matoi_app;

-- An entry is never reworded; only its compartment follows the subject.
create function journal.refuse_rewording() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - 'compartment_id' is distinct from to_jsonb(old) - 'compartment_id' then
    raise exception 'journal entries are append-only' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger append_only before update on journal.entry for each row execute function journal.refuse_rewording();
create trigger never_deleted before delete on journal.entry for each row execute function platform.refuse_change();
