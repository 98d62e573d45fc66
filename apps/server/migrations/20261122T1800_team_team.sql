create schema team;
grant usage on schema team to matoi_app;

-- Who belongs to the team, with or without an account. Nothing here is content of a record, so there is no compartment:
-- everybody inside may know whom to ask. Addresses are withheld by the views, not by the database.
create table team.member (
  id uuid primary key,
  account_id uuid unique references platform.account (id),
  name text not null,
  is_active boolean not null,
  version integer not null,
  -- Department, employment, superior, deputies, roles with dates, channels in the order in which they are tried.
  definition jsonb not null,
  changed_at timestamptz(3) not null,
  changed_by jsonb not null
);

create table team.absence (
  id uuid primary key,
  member_id uuid not null references team.member (id),
  from_at timestamptz(3) not null,
  until_at timestamptz(3) not null,
  deputy_id uuid references team.member (id),
  note text not null,
  recorded_at timestamptz(3) not null,
  recorded_by jsonb not null,
  cancelled_at timestamptz(3),
  cancelled_by jsonb,
  check (from_at < until_at),
  check (deputy_id is null or deputy_id <> member_id)
);
create index absence_until on team.absence (until_at) where cancelled_at is null;

create table team.rotation (
  id uuid primary key,
  name text not null,
  -- Which of several rotations is asked first.
  position integer not null,
  is_active boolean not null,
  version integer not null,
  -- Zone, levels with their people in order, first day, hand-over, hours.
  definition jsonb not null,
  changed_at timestamptz(3) not null,
  changed_by jsonb not null
);

-- Who stands in for whom at one level for a time: decided by whoever leads (override), or asked and agreed (swap).
create table team.duty_change (
  id uuid primary key,
  rotation_id uuid not null references team.rotation (id),
  level integer not null check (level between 1 and 4),
  kind text not null check (kind in ('override', 'swap')),
  from_at timestamptz(3) not null,
  until_at timestamptz(3) not null,
  on_member_id uuid not null references team.member (id),
  reason text not null,
  state text not null check (state in ('asked', 'agreed', 'declined', 'withdrawn')),
  asked_at timestamptz(3) not null,
  asked_by jsonb not null,
  answered_at timestamptz(3),
  answered_by jsonb,
  check (from_at < until_at)
);
create index duty_change_until on team.duty_change (until_at);

-- The secret address of a person's calendar of duties; its hash.
create table team.duty_feed (
  id uuid primary key,
  account_id uuid not null references platform.account (id),
  token_hash bytea not null unique,
  created_at timestamptz(3) not null,
  revoked_at timestamptz(3)
);
create unique index duty_feed_account on team.duty_feed (account_id) where revoked_at is null;

-- Departments, authorities, vendors, insurers, partner teams: whom to reach, and whether that is still right.
create table team.directory_entry (
  id uuid primary key,
  kind text not null check (kind in ('department', 'authority', 'vendor', 'insurer', 'partner')),
  name text not null,
  is_active boolean not null,
  version integer not null,
  definition jsonb not null,
  owner_id uuid references team.member (id),
  confirm_every_months integer not null check (confirm_every_months between 1 and 36),
  confirmed_at timestamptz(3) not null,
  confirmed_by jsonb not null,
  changed_at timestamptz(3) not null,
  changed_by jsonb not null
);

grant select, insert, update on team.member, team.absence, team.rotation, team.duty_change, team.duty_feed,
  team.directory_entry to matoi_app;
