create schema obligations;
grant usage on schema obligations to matoi_app;

-- What is known of a record for those to whom it may have to be reported: one row for each time that somebody said
-- something about a field. The newest of a code counts; the others are how it came about.
create table obligations.fact (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  code text not null,
  certainty text not null check (certainty in ('unknown', 'estimated', 'confirmed', 'not-applicable')),
  value jsonb,
  source text not null default '',
  note text not null default '',
  recorded_at timestamptz(3) not null,
  recorded_by jsonb not null,
  -- Not known, or does not apply: there is no value then.
  check ((value is null) = (certainty in ('unknown', 'not-applicable')))
);
create index fact_subject on obligations.fact (subject_id, recorded_at desc, id desc);
select platform.register_content('obligations.fact', 'subject_id');

-- Moments from which a clock may count. Several candidates of one kind stand beside each other; which one counts is
-- said in anchor_choice.
create table obligations.anchor (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  kind text not null,
  at timestamptz(3) not null,
  precision text not null check (precision in ('instant', 'minute', 'hour', 'date', 'month')),
  zone text not null,
  -- Who came to know, or decided: a department, a person, a partner.
  who text not null,
  evidence text not null default '',
  -- By hand, or what came from another part of the program.
  origin text not null check (origin in ('person', 'incident')),
  origin_id uuid,
  recorded_at timestamptz(3) not null,
  recorded_by jsonb not null
);
create index anchor_subject on obligations.anchor (subject_id, kind, at);
create unique index anchor_origin on obligations.anchor (compartment_id, subject_id, origin_id)
  where origin_id is not null;
select platform.register_content('obligations.anchor', 'subject_id');

-- Which candidate of a kind counts; the newest row of a kind is right. Null: none counts any more.
create table obligations.anchor_choice (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  kind text not null,
  anchor_id uuid references obligations.anchor (id),
  reason text not null default '',
  chosen_at timestamptz(3) not null,
  chosen_by jsonb not null
);
create index anchor_choice_subject on obligations.anchor_choice (subject_id, chosen_at desc, id desc);
select platform.register_content('obligations.anchor_choice', 'subject_id');

-- Somebody says whether a regime applies, whatever the rules say; the newest row of a regime is right.
create table obligations.ruling (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  regime_id text not null,
  ruling text not null check (ruling in ('applicable', 'not-applicable', 'by-rule')),
  reason text not null,
  ruled_at timestamptz(3) not null,
  ruled_by jsonb not null
);
create index ruling_subject on obligations.ruling (subject_id, ruled_at desc, id desc);
select platform.register_content('obligations.ruling', 'subject_id');

-- A report or notice to one recipient: a draft until somebody else has approved it, and for ever as it was when it was
-- filed. `texts` is what was written by hand in place of what the record says; `frozen` is the whole text as filed.
create table obligations.filing (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  version integer not null default 1,
  regime_id text not null,
  regime_version integer not null,
  stage text not null,
  recipient text not null,
  language text not null check (language in ('ja', 'en')),
  state text not null check (state in ('draft', 'approved', 'filed', 'discarded')),
  texts jsonb not null default '{}',
  started_at timestamptz(3) not null,
  started_by jsonb not null,
  changed_at timestamptz(3) not null,
  changed_by jsonb not null,
  -- Everybody who wrote on it: none of them approves it.
  authors text[] not null,
  approved_at timestamptz(3),
  approved_by jsonb,
  approved_hash text,
  filed_at timestamptz(3),
  channel text,
  receipt text,
  file_id uuid references attachments.file (id),
  frozen jsonb,
  facts jsonb,
  sha256 bytea,
  recorded_at timestamptz(3),
  recorded_by jsonb,
  check ((state in ('approved', 'filed')) = (approved_at is not null)),
  check ((approved_at is null) = (approved_by is null and approved_hash is null)),
  check ((state = 'filed') = (filed_at is not null and channel is not null and frozen is not null and facts is not null
    and sha256 is not null and recorded_at is not null and recorded_by is not null))
);
create index filing_subject on obligations.filing (subject_id, started_at desc, id desc);
create unique index filing_open on obligations.filing (compartment_id, subject_id, regime_id, stage, recipient)
  where state in ('draft', 'approved');
select platform.register_content('obligations.filing', 'subject_id');

-- What the rules said when they were asked last: everything that lists, headers and reminders need, so that they count
-- nothing themselves. One row for each record.
create table obligations.assessment (
  id uuid primary key references platform.subject (id),
  compartment_id integer not null default 0,
  result jsonb not null,
  basis text not null,
  changed_at timestamptz(3) not null,
  assessed_at timestamptz(3) not null
);
select platform.register_content('obligations.assessment', 'id');

-- The clocks of an assessment, one row for each stage. A clock whose beginning is not known stands here as well, without
-- an end. One that does not count any more is kept and is not current.
create table obligations.clock (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  regime_id text not null,
  regime_version integer not null,
  stage text not null,
  mark text not null check (mark in ('law', 'guideline', 'contract', 'company-rule')),
  name_ja text not null,
  name_en text not null,
  state text not null,
  due_at timestamptz(3),
  due_on date,
  -- Still to be filed: what is looked at by lists, reminders, and whoever closes the record.
  is_open boolean not null,
  is_current boolean not null,
  assessed_at timestamptz(3) not null
);
create unique index clock_once on obligations.clock (compartment_id, subject_id, regime_id, stage);
create index clock_due on obligations.clock (due_at, id) where is_open and is_current;
create index clock_subject on obligations.clock (subject_id) where is_current;
select platform.register_content('obligations.clock', 'subject_id');

-- Of what somebody was reminded, so that nobody is twice.
create table obligations.reminder (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  regime_id text not null,
  stage text not null,
  due_at timestamptz(3) not null,
  code text not null,
  reminded_at timestamptz(3) not null
);
create unique index reminder_once on obligations.reminder (compartment_id, subject_id, regime_id, stage, due_at, code);
select platform.register_content('obligations.reminder', 'subject_id');

-- What the module of a record says of it: rules of the company ask for class and severity.
create table obligations.known (
  id uuid primary key references platform.subject (id),
  compartment_id integer not null default 0,
  class_code text,
  severity text,
  is_open boolean not null,
  changed_at timestamptz(3) not null
);
select platform.register_content('obligations.known', 'id');

-- Records that are looked at again when a rule of everybody changes: ids, nothing else, and nobody is answered from it.
create table obligations.watched (
  subject_id uuid primary key references platform.subject (id),
  since_at timestamptz(3) not null
);
grant select, insert on obligations.watched to matoi_app;

-- What the team says of itself: which laws and agreements it falls under. The newest row is right.
create table obligations.declaration (
  version integer primary key check (version > 0),
  answers jsonb not null,
  note text not null default '',
  declared_at timestamptz(3) not null,
  declared_by jsonb not null
);
create trigger append_only before update or delete on obligations.declaration
  for each row execute function platform.refuse_change();
create trigger never_truncated before truncate on obligations.declaration execute function platform.refuse_change();
grant select, insert on obligations.declaration to matoi_app;

-- Which regimes are on, where that differs from how they are shipped. The newest row of a regime is right.
create table obligations.switch (
  id uuid primary key,
  regime_id text not null,
  is_on boolean not null,
  reason text not null,
  switched_at timestamptz(3) not null,
  switched_by jsonb not null
);
create index switch_regime on obligations.switch (regime_id, switched_at desc, id desc);
create trigger append_only before update or delete on obligations.switch
  for each row execute function platform.refuse_change();
create trigger never_truncated before truncate on obligations.switch execute function platform.refuse_change();
grant select, insert on obligations.switch to matoi_app;

-- What was said, chosen, filed and approved is never reworded; only the compartment follows a move.
create function obligations.keep_as_said() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or to_jsonb(new) - 'compartment_id' is distinct from to_jsonb(old) - 'compartment_id' then
    raise exception '%.% is append-only', tg_table_schema, tg_table_name using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function obligations.keep_as_said() from public;
create trigger append_only before update or delete on obligations.fact
  for each row execute function obligations.keep_as_said();
create trigger append_only before update or delete on obligations.anchor
  for each row execute function obligations.keep_as_said();
create trigger append_only before update or delete on obligations.anchor_choice
  for each row execute function obligations.keep_as_said();
create trigger append_only before update or delete on obligations.ruling
  for each row execute function obligations.keep_as_said();
create trigger append_only before update or delete on obligations.reminder
  for each row execute function obligations.keep_as_said();
create trigger never_truncated before truncate on obligations.fact execute function platform.refuse_change();
create trigger never_truncated before truncate on obligations.anchor execute function platform.refuse_change();
create trigger never_truncated before truncate on obligations.anchor_choice execute function platform.refuse_change();
create trigger never_truncated before truncate on obligations.ruling execute function platform.refuse_change();
create trigger never_truncated before truncate on obligations.reminder execute function platform.refuse_change();

create function obligations.keep_filed() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.state in ('draft', 'approved') then
    return new;
  end if;
  if tg_op = 'DELETE' or to_jsonb(new) - 'compartment_id' is distinct from to_jsonb(old) - 'compartment_id' then
    raise exception 'what was filed or given up is kept as it is' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function obligations.keep_filed() from public;
create trigger keep_filed before update or delete on obligations.filing
  for each row execute function obligations.keep_filed();
create trigger never_truncated before truncate on obligations.filing execute function platform.refuse_change();
