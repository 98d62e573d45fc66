-- The words of the refusal say what kind of table it is, as those of the other tables that are only added to.
create or replace function callout.refuse_change() returns trigger
  language plpgsql set search_path = pg_catalog as $$
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - 'compartment_id' = to_jsonb(old) - 'compartment_id' then
    return new;
  end if;
  raise exception 'append-only: what was tried in a call cannot be changed';
end
$$;
