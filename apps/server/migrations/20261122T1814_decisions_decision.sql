create schema decisions;
grant usage on schema decisions to matoi_app;

-- A question put to somebody with authority, and what was decided. What was asked is never reworded: who wants to ask
-- otherwise takes it back and asks again. From the first decision on nothing changes but what is still to follow, once.
create table decisions.decision (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  version integer not null default 1,
  number text not null,
  kind text not null check (kind in ('brief', 'oral', 'order', 'emergency')),
  state text not null check (state in ('open', 'awaiting-second', 'decided', 'declined', 'withdrawn')),
  question text not null,
  why_now text not null default '',
  waiting_cost text not null default '',
  decide_by_at timestamptz(3),
  options jsonb not null,
  csirt jsonb,
  vendor jsonb,
  action_kind text not null,
  target jsonb not null,
  evidence_lost text not null default '',
  conditions text not null default '',
  conditions_met text not null default '',
  -- Who could decide when it was asked; who may decide is judged again when somebody does.
  may_decide jsonb not null,
  asked_at timestamptz(3) not null,
  asked_by jsonb not null,
  asked_by_member uuid,
  supersedes_id uuid references decisions.decision (id),
  superseded_by_id uuid references decisions.decision (id),
  -- When it was said and when it was recorded.
  decided_at timestamptz(3),
  recorded_at timestamptz(3),
  decision jsonb,
  second jsonb,
  confirmed jsonb,
  report_due_at timestamptz(3),
  reported jsonb,
  withdrawn jsonb,
  reminded_at timestamptz(3),
  escalated_at timestamptz(3),
  overdue_at timestamptz(3),
  check ((decision is null) = (decided_at is null)),
  check ((decision is null) = (recorded_at is null)),
  check (state not in ('decided', 'awaiting-second', 'declined') or decision is not null),
  check (state <> 'open' or decision is null),
  check ((state = 'withdrawn') = (withdrawn is not null)),
  check ((kind = 'emergency') = (report_due_at is not null))
);
create unique index decision_number on decisions.decision (number, compartment_id);
create index decision_subject on decisions.decision (subject_id, asked_at desc, id desc);
create index decision_waiting on decisions.decision (asked_at, id) where state in ('open', 'awaiting-second');
create index decision_unconfirmed on decisions.decision (asked_at, id)
  where kind = 'oral' and state = 'decided' and confirmed is null;
create index decision_unreported on decisions.decision (report_due_at, id)
  where kind = 'emergency' and state = 'decided' and reported is null;
select platform.register_content('decisions.decision', 'subject_id');

create function decisions.keep_decided() returns trigger language plpgsql as $$
declare
  -- What was asked stays as it was asked, in every state.
  asked text[] := array['id', 'subject_id', 'number', 'kind', 'question', 'why_now', 'waiting_cost', 'decide_by_at',
    'options', 'csirt', 'vendor', 'action_kind', 'target', 'evidence_lost', 'conditions', 'conditions_met', 'may_decide',
    'asked_at', 'asked_by', 'asked_by_member', 'supersedes_id', 'report_due_at'];
  -- What is said once: from nothing to something, and then never again.
  once text[] := array['decided_at', 'recorded_at', 'decision', 'second', 'confirmed', 'reported', 'withdrawn',
    'superseded_by_id'];
  part text;
  before jsonb;
  later jsonb;
begin
  if tg_op = 'DELETE' then
    raise exception 'a decision is never deleted' using errcode = 'insufficient_privilege';
  end if;
  before := to_jsonb(old);
  later := to_jsonb(new);
  foreach part in array asked loop
    if before -> part is distinct from later -> part then
      raise exception 'a decision is kept as it was asked: %', part using errcode = 'insufficient_privilege';
    end if;
  end loop;
  foreach part in array once loop
    if before -> part <> 'null'::jsonb and before -> part is distinct from later -> part then
      raise exception 'a decision is kept as it was made: %', part using errcode = 'insufficient_privilege';
    end if;
  end loop;
  if old.state <> new.state and not (
    (old.state = 'open' and new.state in ('awaiting-second', 'decided', 'withdrawn'))
    or (old.state = 'awaiting-second' and new.state in ('decided', 'declined'))
  ) then
    raise exception 'a decision does not go from % to %', old.state, new.state using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function decisions.keep_decided() from public;
create trigger keep_decided before update or delete on decisions.decision
  for each row execute function decisions.keep_decided();
create trigger never_truncated before truncate on decisions.decision execute function platform.refuse_change();

-- One who is asked: a record of its own in the registry (`id`), so that the link of one opens nothing of another.
create table decisions.asked (
  id uuid primary key references platform.subject (id),
  decision_id uuid not null references decisions.decision (id),
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  number text not null,
  member_id uuid,
  account_id uuid references platform.account (id),
  name text not null,
  address text,
  locale text not null check (locale in ('ja', 'en')),
  why text not null check (why in ('asked', 'escalated', 'passed-on', 'confirm', 'advice')),
  asked_at timestamptz(3) not null,
  message_id uuid,
  is_mailed boolean not null default false,
  opened_at timestamptz(3),
  pin_hash bytea,
  pin_tries integer not null default 0,
  pin_made_at timestamptz(3),
  pin_made_by jsonb,
  handed jsonb
);
create index asked_decision on decisions.asked (decision_id, asked_at, id);
select platform.register_content('decisions.asked', 'subject_id');

-- What was said about a question, by whom, and how it was made sure that it was they.
create table decisions.answer (
  id uuid primary key,
  decision_id uuid not null references decisions.decision (id),
  asked_id uuid references decisions.asked (id),
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  kind text not null,
  text text not null default '',
  option text,
  author jsonb not null,
  identity text not null,
  recorded_at timestamptz(3) not null
);
create index answer_decision on decisions.answer (decision_id, recorded_at, id);
select platform.register_content('decisions.answer', 'subject_id');
create function decisions.keep_answer() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or to_jsonb(new) - 'compartment_id' is distinct from to_jsonb(old) - 'compartment_id' then
    raise exception 'an answer is kept as it was given' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function decisions.keep_answer() from public;
create trigger append_only before update or delete on decisions.answer
  for each row execute function decisions.keep_answer();
create trigger never_truncated before truncate on decisions.answer execute function platform.refuse_change();

-- What the page of a link shows: the one question of the transaction's guest. Runs as the owner, because a guest sees no
-- compartment; answers nothing of the record, and nothing of how others are reached.
create function decisions.guest_decision() returns jsonb
  language sql stable security definer set search_path = pg_catalog as $$
  select jsonb_build_object(
    'askedId', asked.id, 'name', asked.name, 'locale', asked.locale, 'why', asked.why, 'memberId', asked.member_id,
    'openedAt', asked.opened_at,
    'pin', case when asked.pin_hash is not null then 'given' when asked.pin_tries >= 5 then 'locked' else 'none' end,
    'number', decision.number, 'kind', decision.kind, 'state', decision.state, 'question', decision.question,
    'whyNow', decision.why_now, 'waitingCost', decision.waiting_cost, 'decideByAt', decision.decide_by_at,
    'options', decision.options, 'csirt', decision.csirt, 'vendor', decision.vendor,
    'actionKind', decision.action_kind, 'target', decision.target, 'evidenceLost', decision.evidence_lost,
    'mayDecide', decision.may_decide, 'askedAt', decision.asked_at, 'askedBy', decision.asked_by ->> 'name',
    'decidedAt', decision.decided_at,
    'decision', decision.decision, 'second', decision.second, 'confirmed', decision.confirmed,
    'answers', (
      select coalesce(jsonb_agg(jsonb_build_object('kind', answer.kind, 'text', answer.text, 'option', answer.option,
        'by', answer.author ->> 'name', 'at', answer.recorded_at) order by answer.recorded_at, answer.id), '[]')
      from decisions.answer answer where answer.decision_id = decision.id
        and (answer.asked_id = asked.id or answer.kind = 'reply')
    )
  )
  from decisions.asked asked join decisions.decision decision on decision.id = asked.decision_id
  where asked.id = nullif(current_setting('app.guest_subject', true), '')::uuid
$$;
revoke execute on function decisions.guest_decision() from public;
grant execute on function decisions.guest_decision() to matoi_app;
