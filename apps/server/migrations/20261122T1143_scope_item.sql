create schema scope;
grant usage on schema scope to matoi_app;

-- What an incident touches, or may touch: a system, an account, data, a person, an organisation, a service. `state` and
-- `state_at` say where it is now; `scope.move` keeps how it came there.
create table scope.item (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  kind text not null check (kind in ('system', 'account', 'data', 'person', 'organisation', 'service')),
  name text not null,
  name_key text not null,
  details jsonb not null default '{}',
  state text not null check (state in ('suspected', 'confirmed', 'contained', 'eradicated', 'recovered', 'cleared')),
  state_at timestamptz(3) not null,
  state_reason text not null default '',
  certainty text not null check (certainty in ('known', 'assumed')),
  tags text[] not null default '{}',
  note text not null default '',
  added_at timestamptz(3) not null,
  added_by jsonb not null,
  changed_at timestamptz(3) not null,
  withdrawn_at timestamptz(3),
  withdrawn_by jsonb,
  withdrawn_reason text,
  version integer not null default 1
);
create unique index item_once on scope.item (compartment_id, subject_id, kind, name_key) where withdrawn_at is null;
create index item_subject on scope.item (subject_id, kind, name_key) where withdrawn_at is null;
select platform.register_content('scope.item', 'subject_id');

-- How an item came into its states; entries are never changed.
create table scope.move (
  id uuid primary key,
  item_id uuid not null references scope.item (id),
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  from_state text,
  to_state text not null,
  since_at timestamptz(3) not null,
  reason text not null,
  moved_at timestamptz(3) not null,
  moved_by jsonb not null
);
create index move_item on scope.move (item_id, moved_at);
create index move_subject on scope.move (subject_id);
select platform.register_content('scope.move', 'subject_id');

-- What has to be done to an item, and whether it was.
create table scope.measure (
  id uuid primary key,
  item_id uuid not null references scope.item (id),
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  measure text not null,
  state text not null check (state in ('open', 'done', 'not-needed', 'taken-off')),
  changed_at timestamptz(3) not null,
  changed_by jsonb not null,
  constraint measure_once unique (compartment_id, item_id, measure)
);
create index measure_subject on scope.measure (subject_id, measure);
select platform.register_content('scope.measure', 'subject_id');

-- How many persons or records of a category are concerned. The newest entry of a category counts; the others are how the
-- number came about. Both numbers null: not known yet.
create table scope.number (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  category text not null,
  unit text not null check (unit in ('persons', 'records')),
  known integer check (known >= 0),
  maximum integer check (maximum >= known),
  source text not null,
  note text not null default '',
  as_of timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  recorded_by jsonb not null
);
create index number_subject on scope.number (subject_id, recorded_at desc, id desc);
select platform.register_content('scope.number', 'subject_id');

-- Only where it lies may change, when its record moves.
create function scope.refuse_rewording() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - 'compartment_id' is distinct from to_jsonb(old) - 'compartment_id' then
    raise exception '%.% is append-only', tg_table_schema, tg_table_name using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger append_only before update on scope.number for each row execute function scope.refuse_rewording();
create trigger never_deleted before delete on scope.number for each row execute function platform.refuse_change();
create trigger append_only before update on scope.move for each row execute function scope.refuse_rewording();
create trigger never_deleted before delete on scope.move for each row execute function platform.refuse_change();
