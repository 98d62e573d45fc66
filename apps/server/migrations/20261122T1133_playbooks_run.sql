create schema playbooks;
grant usage on schema playbooks to matoi_app;

-- What the team has published. What the program brings along stands in no row. Settings of the team, no content.
create table playbooks.version (
  id uuid primary key,
  code text not null,
  edition integer not null check (edition >= 0),
  revision integer not null check (revision >= 1),
  definition jsonb not null,
  note text not null,
  effective_on date not null,
  published_at timestamptz(3) not null,
  published_by jsonb not null,
  unique (code, revision)
);
create trigger append_only before update or delete on playbooks.version
  for each row execute function platform.refuse_change();
create trigger never_truncated before truncate on playbooks.version execute function platform.refuse_change();
grant select, insert on playbooks.version to matoi_app;

-- One draft for each playbook. A row stays when its draft was published or thrown away, so that the version goes on.
create table playbooks.draft (
  code text primary key,
  definition jsonb,
  based_on text,
  version integer not null,
  saved_at timestamptz(3) not null,
  saved_by jsonb not null
);
grant select, insert, update on playbooks.draft to matoi_app;

-- One use of a playbook on a record, by one version of it; `progress` says of each step how it stands.
create table playbooks.run (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  code text not null,
  label text not null,
  progress jsonb not null default '{}',
  started_at timestamptz(3) not null,
  started_by jsonb not null,
  ended_at timestamptz(3),
  ended_by jsonb,
  end_reason text
);
create index run_subject on playbooks.run (subject_id, started_at);
select platform.register_content('playbooks.run', 'subject_id');

-- What conditions may look at beside answers: told by the module whose record it is.
create table playbooks.known (
  id uuid primary key references platform.subject (id),
  compartment_id integer not null default 0,
  class_code text,
  severity text check (severity in ('critical', 'high', 'medium', 'low')),
  changed_at timestamptz(3) not null
);
select platform.register_content('playbooks.known', 'id');
