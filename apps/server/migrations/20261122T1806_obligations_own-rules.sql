-- Rules of the team's own: contracts, insurance, what the company wants. One row for each version; none is ever reworded,
-- so that what was judged by an old one can be explained.
create table obligations.own_rule (
  id uuid primary key,
  regime_id text not null,
  version integer not null check (version > 0),
  definition jsonb not null,
  reason text not null,
  written_at timestamptz(3) not null,
  written_by jsonb not null,
  unique (regime_id, version)
);
create trigger append_only before update or delete on obligations.own_rule
  for each row execute function platform.refuse_change();
create trigger never_truncated before truncate on obligations.own_rule execute function platform.refuse_change();
grant select, insert on obligations.own_rule to matoi_app;

-- By the communication plan somebody was told: when, how, and which numbers. A row that takes
-- an earlier one back says in its note why that was wrong; both stay.
create table obligations.telling (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  regime_id text not null,
  regime_version integer not null,
  stage text not null,
  recipient text not null,
  takes_back_id uuid references obligations.telling (id),
  told_at timestamptz(3) not null,
  channel text not null,
  -- Who took it: a name, where it was not the recipient itself.
  told_to text not null default '',
  note text not null default '',
  facts jsonb not null default '{}',
  recorded_at timestamptz(3) not null,
  recorded_by jsonb not null
);
create index telling_subject on obligations.telling (subject_id, told_at desc, id desc);
create unique index telling_taken_back on obligations.telling (compartment_id, takes_back_id)
  where takes_back_id is not null;
select platform.register_content('obligations.telling', 'subject_id');
create trigger append_only before update or delete on obligations.telling
  for each row execute function obligations.keep_as_said();
create trigger never_truncated before truncate on obligations.telling execute function platform.refuse_change();
