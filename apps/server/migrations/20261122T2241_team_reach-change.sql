-- Who has ever written how a member is reached, so that nobody answers a question by a link in the name of somebody whose
-- address they chose. One row for each pair, with the last time.
create table team.reach_change (
  member_id uuid not null references team.member (id),
  account_id uuid not null references platform.account (id),
  changed_at timestamptz(3) not null,
  primary key (member_id, account_id)
);
grant select, insert, update on team.reach_change to matoi_app;

-- Of members that are there, only who changed them last is known.
insert into team.reach_change (member_id, account_id, changed_at)
select member.id, account.id, member.changed_at
from team.member join platform.account on account.id::text = member.changed_by ->> 'id'
where member.changed_by ->> 'kind' = 'user' and jsonb_array_length(member.definition -> 'channels') > 0;
