create schema triage;
grant usage on schema triage to matoi_app;

-- What the team sets for triage, by versions. Version 1 is what the program brings along and stands in no row. Settings
-- of the whole team, no content: a rule that names a compartment is withheld by the queries from who does not see it.
create table triage.edition (
  id uuid primary key,
  kind text not null check (kind in ('rules', 'priorities', 'service-levels', 'business-calendar')),
  version integer not null check (version > 1),
  content jsonb not null,
  note text,
  effective_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  created_by jsonb not null,
  unique (kind, version)
);
create trigger append_only before update or delete on triage.edition
  for each row execute function platform.refuse_change();
create trigger never_truncated before truncate on triage.edition execute function platform.refuse_change();
grant select, insert on triage.edition to matoi_app;

-- Classes that the team has added or changed; a class of the program that was never changed stands in no row.
create table triage.class (
  code text primary key,
  name_ja text not null,
  name_en text not null,
  reading text not null,
  description_ja text not null,
  description_en text not null,
  rsit_code text,
  is_malicious boolean not null,
  is_retired boolean not null,
  version integer not null,
  changed_at timestamptz(3) not null,
  changed_by jsonb not null
);
grant select, insert, update on triage.class to matoi_app;
