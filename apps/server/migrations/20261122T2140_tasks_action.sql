-- What a task or an instruction does that authority is asked for, and the decision by which it was begun or sent.
alter table tasks.task
  add column action_kind text,
  add column action_target jsonb,
  add column decision_id uuid,
  -- The decision stood no more when somebody had begun already; said once, taken back when another one stands.
  add column order_ended_at timestamptz(3);
alter table tasks.instruction
  add column action_kind text,
  add column action_target jsonb,
  add column decision_id uuid,
  add column ordered jsonb,
  add column order_ended_at timestamptz(3);
-- accepted index-lock: before the first release no table is large
create index task_action on tasks.task (action_kind, due_key, id) where action_kind is not null;

-- Who ordered what the guest is told to do, as it stood when it was sent, and whether that stands no more.
create function tasks.guest_order()
  returns table (number text, decided_by text, decided_at timestamptz, is_over boolean)
  language sql stable security definer set search_path = pg_catalog as $$
  select instruction.ordered ->> 'number', instruction.ordered ->> 'by', (instruction.ordered ->> 'at')::timestamptz,
    instruction.order_ended_at is not null
  from tasks.recipient recipient join tasks.instruction instruction on instruction.id = recipient.instruction_id
  where recipient.id = nullif(current_setting('app.guest_subject', true), '')::uuid and instruction.ordered is not null
$$;
revoke execute on function tasks.guest_order() from public;
grant execute on function tasks.guest_order() to matoi_app;
