-- The accounts that wrote the summary: they are writers of the minutes as much as who noted a line.
alter table meetings.meeting add column summary_by uuid[] not null default '{}';

-- Whoever wrote it once stays one of them; confirmed minutes keep theirs.
create function meetings.keep_writers() returns trigger language plpgsql as $$
begin
  if not new.summary_by @> old.summary_by
    or (old.state = 'confirmed' and new.summary_by is distinct from old.summary_by) then
    raise exception 'who wrote minutes stays on record' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function meetings.keep_writers() from public;
create trigger keep_writers before update on meetings.meeting
  for each row execute function meetings.keep_writers();
