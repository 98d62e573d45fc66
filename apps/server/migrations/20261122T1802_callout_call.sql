create schema callout;
grant usage on schema callout to matoi_app;

-- The rules of the team, whole and versioned; the newest is right.
create table callout.policy_edition (
  version integer primary key,
  policies jsonb not null,
  set_at timestamptz(3) not null,
  set_by jsonb not null
);
grant select, insert on callout.policy_edition to matoi_app;

-- Services by which calls leave. Headers may carry keys and are encrypted.
create table callout.adapter (
  id uuid primary key,
  version integer not null,
  kind text not null check (kind in ('chat', 'sms', 'voice')),
  name text not null,
  is_on boolean not null,
  definition jsonb not null,
  header_names text[] not null,
  headers bytea,
  changed_at timestamptz(3) not null,
  changed_by jsonb not null,
  tested_at timestamptz(3),
  is_test_good boolean,
  test_words text
);
grant select, insert, update on callout.adapter to matoi_app;

-- One call. `subject_id` is the record that people are called for, or the exercise itself. `step` is the one that was taken last.
create table callout.call (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  version integer not null default 1,
  number text not null,
  cause text not null check (cause in ('policy', 'hand', 'drill')),
  policy_id uuid,
  policy_name text,
  reason text not null,
  priority integer,
  needs text not null check (needs in ('one', 'all')),
  steps jsonb not null,
  repeat integer not null,
  state text not null check (state in ('running', 'answered', 'silent', 'stopped')),
  round integer,
  step integer,
  stepped_at timestamptz(3),
  next_at timestamptz(3),
  started_at timestamptz(3) not null,
  started_by jsonb not null,
  ended_at timestamptz(3),
  end_reason text not null default ''
);
create unique index call_number on callout.call (number, compartment_id);
-- A rule calls once for a record.
create unique index call_policy on callout.call (subject_id, policy_id, compartment_id) where policy_id is not null;
create index call_subject on callout.call (subject_id, started_at desc, id desc);
create index call_newest on callout.call (started_at desc, id desc);
create index call_open on callout.call (started_at desc, id desc) where state in ('running', 'silent') and cause <> 'drill';
create index call_drill on callout.call (started_at desc, id desc) where cause = 'drill';
select platform.register_content('callout.call', 'subject_id');

-- One person of a call: a record of its own in the registry (`id`), so that the link of one answers for nobody else.
create table callout.person (
  id uuid primary key references platform.subject (id),
  call_id uuid not null references callout.call (id),
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  rank integer not null,
  number text not null,
  member_id uuid not null,
  account_id uuid,
  name text not null,
  locale text not null check (locale in ('ja', 'en')),
  round integer not null,
  step integer not null,
  called_at timestamptz(3) not null,
  is_unreached boolean not null default false,
  answer text check (answer in ('acknowledged', 'refused')),
  answered_at timestamptz(3),
  answer_text text not null default '',
  answered_by jsonb,
  arrived_at timestamptz(3),
  released_at timestamptz(3)
);
create unique index person_member on callout.person (call_id, member_id, compartment_id);
create index person_on_duty on callout.person (arrived_at desc, id desc) where arrived_at is not null;
select platform.register_content('callout.person', 'subject_id');

-- One word to one person on one way. What became of it is added beside and never changed.
create table callout.attempt (
  id uuid primary key,
  call_id uuid not null references callout.call (id),
  person_id uuid not null references callout.person (id),
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  round integer not null,
  step integer not null,
  way text not null check (way in ('mail', 'chat', 'sms', 'voice')),
  address text not null,
  adapter_id uuid references callout.adapter (id),
  message_id uuid,
  queued_at timestamptz(3) not null
);
create index attempt_person on callout.attempt (person_id, queued_at);
create index attempt_message on callout.attempt (message_id) where message_id is not null;
select platform.register_content('callout.attempt', 'subject_id');

create table callout.attempt_note (
  id uuid primary key,
  attempt_id uuid not null references callout.attempt (id),
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  state text not null check (state in ('sent', 'failed', 'withheld')),
  reason text check (reason in ('no-address', 'no-adapter', 'mail-withheld')),
  words text not null default '',
  noted_at timestamptz(3) not null
);
create index attempt_note_attempt on callout.attempt_note (attempt_id, noted_at);
select platform.register_content('callout.attempt_note', 'subject_id');

create table callout.phone_call (
  id uuid primary key,
  person_id uuid not null references callout.person (id),
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  made_at timestamptz(3) not null,
  is_answered boolean not null,
  text text not null default '',
  noted_at timestamptz(3) not null,
  noted_by jsonb not null
);
create index phone_call_person on callout.phone_call (person_id, made_at);
select platform.register_content('callout.phone_call', 'subject_id');

-- What was tried and said is added and never changed or taken away, not by the owner without removing the trigger.
-- A record that moves takes its rows along: the compartment alone may change.
create function callout.refuse_change() returns trigger
  language plpgsql set search_path = pg_catalog as $$
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - 'compartment_id' = to_jsonb(old) - 'compartment_id' then
    return new;
  end if;
  raise exception 'what was tried in a call cannot be changed';
end
$$;
create trigger attempt_fixed before update or delete on callout.attempt
  for each row execute function callout.refuse_change();
create trigger attempt_note_fixed before update or delete on callout.attempt_note
  for each row execute function callout.refuse_change();
create trigger phone_call_fixed before update or delete on callout.phone_call
  for each row execute function callout.refuse_change();

-- What somebody who is called is told on the page of the link: the one person of the transaction's guest. Runs as the owner,
-- because a guest sees no compartment. The reason is told where the record is open to everyone, and only there.
create function callout.guest_call()
  returns table (person_id uuid, number text, call_number text, record_number text, cause text, priority integer,
    reason text, state text, started_at timestamptz, called_at timestamptz, name text, locale text, answer text,
    answered_at timestamptz, arrived_at timestamptz, released_at timestamptz, taken_by_others integer)
  language sql stable security definer set search_path = pg_catalog as $$
  select person.id, person.number, call.number, case when call.cause = 'drill' then null else record.number end,
    call.cause, call.priority, case when call.compartment_id = 1 then call.reason else '' end, call.state,
    call.started_at, person.called_at, person.name, person.locale, person.answer, person.answered_at,
    person.arrived_at, person.released_at,
    (select count(*)::integer from callout.person other
      where other.call_id = call.id and other.id <> person.id and other.answer = 'acknowledged')
  from callout.person person
    join callout.call call on call.id = person.call_id
    join platform.subject record on record.id = call.subject_id
  where person.id = nullif(current_setting('app.guest_subject', true), '')::uuid
$$;
revoke execute on function callout.guest_call() from public;
grant execute on function callout.guest_call() to matoi_app;
