create schema meetings;
grant usage on schema meetings to matoi_app;

-- A meeting: a record of its own in the registry (`id`), part of the record that it is about (`subject_id`).
create table meetings.meeting (
  id uuid primary key references platform.subject (id),
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  version integer not null default 1,
  number text not null,
  kind text not null,
  -- The how-manieth of its kind on the record: 第1回, 第2回.
  ordinal integer not null check (ordinal > 0),
  title text not null default '',
  state text not null default 'planned' check (state in ('planned', 'in-session', 'closed', 'confirmed', 'cancelled')),
  place text not null default '',
  url text not null default '',
  bridge text not null default '',
  planned_begin_at timestamptz(3) not null,
  planned_end_at timestamptz(3),
  began_at timestamptz(3),
  ended_at timestamptz(3),
  chair_id uuid,
  scribe_id uuid,
  summary text not null default '',
  cancel_reason text not null default '',
  -- Why confirmed minutes were taken up again; goes into the next edition.
  correction text not null default '',
  previous_id uuid references meetings.meeting (id),
  -- Decisions and tasks as they stood when it was closed.
  closing jsonb,
  planned_at timestamptz(3) not null,
  planned_by jsonb not null,
  check ((state in ('planned', 'cancelled')) = (began_at is null)),
  check (state not in ('closed', 'confirmed') or (ended_at is not null and closing is not null))
);
create unique index meeting_number on meetings.meeting (number, compartment_id);
create unique index meeting_ordinal on meetings.meeting (subject_id, kind, ordinal, compartment_id);
create index meeting_running on meetings.meeting (planned_begin_at, id) where state in ('planned', 'in-session');
select platform.register_content('meetings.meeting', 'subject_id');

create table meetings.attendee (
  id uuid primary key,
  meeting_id uuid not null references meetings.meeting (id),
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  rank integer not null,
  member_id uuid,
  account_id uuid references platform.account (id),
  name text not null,
  organisation text not null default '',
  role text not null default '',
  address text not null default '',
  deputy_for text not null default '',
  -- When they came and left, in order: [{cameAt, leftAt}].
  stays jsonb not null default '[]',
  absence text,
  is_removed boolean not null default false
);
create index attendee_meeting on meetings.attendee (meeting_id, rank, id);
select platform.register_content('meetings.attendee', 'subject_id');

create table meetings.item (
  id uuid primary key,
  meeting_id uuid not null references meetings.meeting (id),
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  rank integer not null,
  title text not null,
  text text not null default '',
  decision_id uuid,
  task_id uuid,
  is_removed boolean not null default false
);
create index item_meeting on meetings.item (meeting_id, rank, id);
select platform.register_content('meetings.item', 'subject_id');

-- What was noted. A correction is a line that names the one whose place it takes.
create table meetings.line (
  id uuid primary key,
  meeting_id uuid not null references meetings.meeting (id),
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  kind text not null check (kind in ('note', 'decision', 'task', 'attendance', 'struck')),
  text text not null,
  at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  recorded_by jsonb not null,
  item_id uuid references meetings.item (id),
  attendee_id uuid references meetings.attendee (id),
  decision_id uuid,
  task_id uuid,
  supersedes_id uuid references meetings.line (id),
  check ((kind = 'decision') = (decision_id is not null)),
  check ((kind = 'task') = (task_id is not null)),
  check (kind <> 'struck' or supersedes_id is not null)
);
create index line_meeting on meetings.line (meeting_id, at, id);
create unique index line_superseded on meetings.line (supersedes_id, compartment_id) where supersedes_id is not null;
select platform.register_content('meetings.line', 'subject_id');

-- Minutes as they were confirmed, both languages in one edition.
create table meetings.minutes (
  id uuid primary key,
  meeting_id uuid not null references meetings.meeting (id),
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  edition integer not null check (edition > 0),
  reason text not null default '',
  confirmed_at timestamptz(3) not null,
  confirmed_by jsonb not null,
  documents jsonb not null,
  sha256 bytea not null,
  files jsonb not null,
  check (edition = 1 or reason <> '')
);
create unique index minutes_edition on meetings.minutes (meeting_id, edition, compartment_id);
select platform.register_content('meetings.minutes', 'subject_id');

create table meetings.delivery (
  id uuid primary key,
  meeting_id uuid not null references meetings.meeting (id),
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  what text not null check (what in ('invitation', 'minutes')),
  edition integer,
  message_id uuid not null,
  recipients jsonb not null,
  sent_at timestamptz(3) not null,
  sent_by jsonb not null
);
create index delivery_meeting on meetings.delivery (meeting_id, sent_at);
select platform.register_content('meetings.delivery', 'subject_id');

-- What was noted, confirmed and sent is kept as it was; only the compartment moves with the record.
create function meetings.keep() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or to_jsonb(new) - 'compartment_id' is distinct from to_jsonb(old) - 'compartment_id' then
    raise exception 'it is kept as it was written: %', tg_table_name using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function meetings.keep() from public;
create trigger append_only before update or delete on meetings.line for each row execute function meetings.keep();
create trigger append_only before update or delete on meetings.minutes for each row execute function meetings.keep();
create trigger append_only before update or delete on meetings.delivery for each row execute function meetings.keep();
create trigger never_truncated before truncate on meetings.line execute function platform.refuse_change();
create trigger never_truncated before truncate on meetings.minutes execute function platform.refuse_change();
create trigger never_truncated before truncate on meetings.delivery execute function platform.refuse_change();

-- While minutes are confirmed, nothing of the meeting changes but the state, and that only by a correction with a reason.
create function meetings.keep_confirmed() returns trigger language plpgsql as $$
declare
  kept text[] := array['id', 'subject_id', 'number', 'kind', 'ordinal', 'title', 'place', 'url', 'bridge',
    'planned_begin_at', 'planned_end_at', 'began_at', 'ended_at', 'chair_id', 'scribe_id', 'summary', 'previous_id',
    'closing', 'planned_at', 'planned_by'];
  part text;
begin
  if tg_op = 'DELETE' then
    raise exception 'a meeting is never deleted' using errcode = 'insufficient_privilege';
  end if;
  if old.state <> new.state and not (
    (old.state = 'planned' and new.state in ('in-session', 'cancelled'))
    or (old.state = 'in-session' and new.state = 'closed')
    or (old.state = 'closed' and new.state = 'confirmed')
    or (old.state = 'confirmed' and new.state = 'closed' and new.correction <> '')
  ) then
    raise exception 'a meeting does not go from % to %', old.state, new.state using errcode = 'insufficient_privilege';
  end if;
  if old.state in ('confirmed', 'cancelled') then
    foreach part in array kept loop
      if to_jsonb(old) -> part is distinct from to_jsonb(new) -> part then
        raise exception 'a meeting is kept as it was confirmed: %', part using errcode = 'insufficient_privilege';
      end if;
    end loop;
  end if;
  return new;
end $$;
revoke execute on function meetings.keep_confirmed() from public;
create trigger keep_confirmed before update or delete on meetings.meeting
  for each row execute function meetings.keep_confirmed();
create trigger never_truncated before truncate on meetings.meeting execute function platform.refuse_change();
