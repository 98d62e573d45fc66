create schema tasks;
grant usage on schema tasks to matoi_app;

-- Something that somebody of the team has to do. `due_key` puts what has no due time last, so that one index gives the order.
create table tasks.task (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  version integer not null default 1,
  title text not null,
  text text not null default '',
  state text not null default 'open' check (state in ('open', 'in-progress', 'done', 'cancelled', 'not-applicable')),
  reason text,
  priority text not null default 'normal' check (priority in ('high', 'normal', 'low')),
  assignee_id uuid references platform.account (id),
  due_at timestamptz(3),
  due_key timestamptz(3) not null generated always as (coalesce(due_at, '9999-12-31T00:00:00Z'::timestamptz)) stored,
  rank double precision not null,
  checklist jsonb not null default '[]',
  source_kind text not null default 'hand',
  source_label text,
  source_id uuid,
  created_at timestamptz(3) not null,
  created_by jsonb not null,
  ended_at timestamptz(3),
  ended_by jsonb
);
create index task_subject on tasks.task (subject_id, rank, id);
create index task_subject_open on tasks.task (subject_id, due_key, id) where state in ('open', 'in-progress');
create index task_mine on tasks.task (assignee_id, due_key, id) where state in ('open', 'in-progress');
create index task_assignee on tasks.task (assignee_id, due_key, id);
create index task_open on tasks.task (due_key, id) where state in ('open', 'in-progress');
create index task_due on tasks.task (due_key, id);
create index task_newest on tasks.task (created_at desc, id desc);
select platform.register_content('tasks.task', 'subject_id');

-- What people outside are told or asked to do. The counts are kept with its recipients, so that lists need not count.
create table tasks.instruction (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  version integer not null default 1,
  number text not null,
  kind text not null check (kind in ('order', 'request')),
  title text not null,
  what text not null,
  why text not null default '',
  caution text not null default '',
  report_back text not null default '',
  due_at timestamptz(3),
  due_key timestamptz(3) not null generated always as (coalesce(due_at, '9999-12-31T00:00:00Z'::timestamptz)) stored,
  remind_after integer,
  remind_before integer,
  escalate_after integer,
  sent_at timestamptz(3) not null,
  sent_by jsonb not null,
  withdrawn_at timestamptz(3),
  withdrawn_by jsonb,
  withdrawn_reason text,
  total integer not null default 0,
  silent integer not null default 0,
  refused integer not null default 0,
  undelivered integer not null default 0,
  done integer not null default 0,
  waiting integer not null default 0
);
create unique index instruction_number on tasks.instruction (number, compartment_id);
create index instruction_subject on tasks.instruction (subject_id, sent_at desc, id desc);
create index instruction_newest on tasks.instruction (sent_at desc, id desc);
create index instruction_due on tasks.instruction (due_key, id);
create index instruction_silent on tasks.instruction (sent_at desc, id desc) where silent > 0;
create index instruction_refused on tasks.instruction (sent_at desc, id desc) where refused > 0;
create index instruction_undelivered on tasks.instruction (sent_at desc, id desc) where undelivered > 0;
create index instruction_waiting on tasks.instruction (sent_at desc, id desc) where waiting > 0;
create index instruction_waiting_due on tasks.instruction (due_key, id) where waiting > 0;
select platform.register_content('tasks.instruction', 'subject_id');

-- One recipient: a record of its own in the registry (`id`), so that the link of one opens nothing of another.
create table tasks.recipient (
  id uuid primary key references platform.subject (id),
  instruction_id uuid not null references tasks.instruction (id),
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  rank integer not null,
  number text not null,
  name text not null,
  department text not null default '',
  address text,
  locale text not null check (locale in ('ja', 'en')),
  superior_name text,
  superior_address text,
  state text not null,
  problem text,
  queued_at timestamptz(3),
  sent_at timestamptz(3),
  withheld_at timestamptz(3),
  bounced_at timestamptz(3),
  opened_at timestamptz(3),
  acknowledged_at timestamptz(3),
  refused_at timestamptz(3),
  done_at timestamptz(3),
  withdrawn_at timestamptz(3),
  reminded_at timestamptz(3),
  due_reminded_at timestamptz(3),
  escalated_at timestamptz(3),
  is_escalation_told boolean not null default false,
  handed_at timestamptz(3),
  handed_by jsonb,
  handed_means text
);
create index recipient_instruction on tasks.recipient (instruction_id, rank);
select platform.register_content('tasks.recipient', 'subject_id');

-- What a recipient said, on the page of the link or to somebody of the team.
create table tasks.answer (
  id uuid primary key,
  recipient_id uuid not null references tasks.recipient (id),
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  kind text not null check (kind in ('acknowledged', 'refused', 'done', 'note')),
  text text not null default '',
  occurred_at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  author jsonb not null,
  is_by_hand boolean not null,
  files jsonb not null default '[]'
);
create index answer_recipient on tasks.answer (recipient_id, recorded_at);
select platform.register_content('tasks.answer', 'subject_id');

-- Which mail was sent for which recipient.
create table tasks.dispatch (
  id uuid primary key,
  recipient_id uuid not null references tasks.recipient (id),
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  message_id uuid not null,
  purpose text not null check (purpose in ('instruction', 'reminder', 'escalation', 'withdrawal')),
  queued_at timestamptz(3) not null
);
create index dispatch_message on tasks.dispatch (message_id);
create index dispatch_recipient on tasks.dispatch (recipient_id);
select platform.register_content('tasks.dispatch', 'subject_id');

-- The secret address of a person's calendar; only its hash.
create table tasks.calendar_feed (
  id uuid primary key,
  account_id uuid not null references platform.account (id),
  token_hash bytea not null unique,
  created_at timestamptz(3) not null,
  last_used_at timestamptz(3),
  revoked_at timestamptz(3)
);
create unique index calendar_feed_account on tasks.calendar_feed (account_id) where revoked_at is null;
grant select, insert, update on tasks.calendar_feed to matoi_app;

-- What a recipient is told on the page of the link: the one recipient of the transaction's guest. Runs as the owner,
-- because a guest sees no compartment; answers nothing of the record, of others, or of the team's people.
create function tasks.guest_instruction()
  returns table (recipient_id uuid, number text, kind text, title text, what text, why text, caution text,
    report_back text, due_at timestamptz, sent_at timestamptz, locale text, recipient_name text, state text,
    opened_at timestamptz, acknowledged_at timestamptz, refused_at timestamptz, done_at timestamptz,
    withdrawn_at timestamptz)
  language sql stable security definer set search_path = pg_catalog as $$
  select recipient.id, recipient.number, instruction.kind, instruction.title, instruction.what, instruction.why,
    instruction.caution, instruction.report_back, instruction.due_at, instruction.sent_at, recipient.locale,
    recipient.name, recipient.state, recipient.opened_at, recipient.acknowledged_at, recipient.refused_at,
    recipient.done_at, recipient.withdrawn_at
  from tasks.recipient recipient join tasks.instruction instruction on instruction.id = recipient.instruction_id
  where recipient.id = nullif(current_setting('app.guest_subject', true), '')::uuid
$$;

-- What that recipient said there, with the names of the files; the recipient has them.
create function tasks.guest_answers()
  returns table (kind text, body text, recorded_at timestamptz, files jsonb)
  language sql stable security definer set search_path = pg_catalog as $$
  select answer.kind, answer.text, answer.recorded_at,
    (select coalesce(jsonb_agg(jsonb_build_object('name', file ->> 'name', 'size', (file ->> 'size')::bigint)), '[]')
      from jsonb_array_elements(answer.files) file)
  from tasks.answer answer
  where answer.recipient_id = nullif(current_setting('app.guest_subject', true), '')::uuid and not answer.is_by_hand
  order by answer.recorded_at, answer.id
  limit 200
$$;
revoke execute on function tasks.guest_instruction(), tasks.guest_answers() from public;
grant execute on function tasks.guest_instruction(), tasks.guest_answers() to matoi_app;

-- The record whose link a mail carries in its last line, where it is not the reporter's.
alter table correspondence.message add column link_subject_id uuid references platform.subject (id);
