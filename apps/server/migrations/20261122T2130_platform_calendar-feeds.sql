-- The secret addresses of personal calendars, one mechanism for every module: their hashes, and what each shows.
create table platform.calendar_feed (
  id uuid primary key,
  purpose text not null check (purpose in ('tasks', 'duty')),
  account_id uuid not null references platform.account (id),
  token_hash bytea not null unique,
  created_at timestamptz(3) not null,
  revoked_at timestamptz(3)
);
create unique index calendar_feed_account on platform.calendar_feed (account_id, purpose) where revoked_at is null;
grant select, insert, update on platform.calendar_feed to matoi_app;

-- Addresses that people have subscribed to go on working.
insert into platform.calendar_feed (id, purpose, account_id, token_hash, created_at, revoked_at)
select id, 'tasks', account_id, token_hash, created_at, revoked_at from tasks.calendar_feed
union all
select id, 'duty', account_id, token_hash, created_at, revoked_at from team.duty_feed;

-- accepted drop: every row was copied above, and no released version has had these tables
drop table tasks.calendar_feed;
-- accepted drop: every row was copied above, and no released version has had these tables
drop table team.duty_feed;
