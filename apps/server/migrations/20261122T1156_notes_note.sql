create schema notes;
grant usage on schema notes to matoi_app;

-- A note on a record, as it is now. Its text is Markdown and stored as it was typed.
create table notes.note (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  title text not null,
  text text not null,
  written_at timestamptz(3) not null,
  written_by jsonb not null,
  made_at timestamptz(3) not null,
  withdrawn_at timestamptz(3),
  withdrawn_by jsonb,
  withdrawn_reason text,
  version integer not null default 1
);
create index note_subject on notes.note (subject_id, written_at desc, id desc);
select platform.register_content('notes.note', 'subject_id');

-- Every version of a note; none is ever changed. `restored_from` is the version that was brought back.
create table notes.version (
  id uuid primary key,
  note_id uuid not null references notes.note (id),
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  version integer not null,
  title text not null,
  text text not null,
  written_at timestamptz(3) not null,
  written_by jsonb not null,
  restored_from integer,
  constraint version_once unique (compartment_id, note_id, version)
);
create index version_subject on notes.version (subject_id);
select platform.register_content('notes.version', 'subject_id');

create function notes.refuse_rewording() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - 'compartment_id' is distinct from to_jsonb(old) - 'compartment_id' then
    raise exception 'versions of notes are append-only' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger append_only before update on notes.version for each row execute function notes.refuse_rewording();
create trigger never_deleted before delete on notes.version for each row execute function platform.refuse_change();
