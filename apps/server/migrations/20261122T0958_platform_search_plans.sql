-- A common word among the records of one kind is looked for among the newest of that kind only.
-- accepted index-lock: before the first release no search index is large
create index search_entry_kind_recent on platform.search_entry (kind, updated_at desc);

-- As before, but the newest entries are those of the kind that is asked for; and planned for each query: how rare its
-- words are decides between the order of time and the index of tokens, and one plan for all queries read both in full.
create or replace function platform.search_find(p_query text, p_phrases text[], p_kind text, p_limit integer)
  returns table (subject_id uuid, updated_at timestamptz, excerpt text)
  language sql stable security definer set search_path = pg_catalog set plan_cache_mode = force_custom_plan as $$
  with recent as materialized (
    select newest.subject_id, newest.updated_at, newest.norm, newest.body
    from (select * from platform.search_entry where p_kind is null or kind = p_kind
      order by updated_at desc limit greatest(2000, p_limit * 40)) newest
    where newest.tokens @@ p_query::tsquery
      and newest.compartment_id = any (platform.actor_compartments())
      and not exists (select from unnest(p_phrases) phrase where strpos(newest.norm, phrase) = 0)
    limit least(p_limit * 5, p_limit + 400)
  ),
  everything as materialized (
    select entry.subject_id, entry.updated_at, entry.norm, entry.body
    from platform.search_entry entry
    where (select count(*) from recent) < least(p_limit * 5, p_limit + 400)
      and entry.tokens @@ p_query::tsquery
      and entry.compartment_id = any (platform.actor_compartments())
      and (p_kind is null or entry.kind = p_kind)
      and not exists (select from unnest(p_phrases) phrase where strpos(entry.norm, phrase) = 0)
    order by entry.updated_at desc
    limit least(p_limit * 5, p_limit + 400)
  ),
  matching as (
    select * from everything
    union all
    select * from recent where (select count(*) from recent) >= least(p_limit * 5, p_limit + 400)
  ),
  best as (
    select distinct on (matching.subject_id) matching.subject_id, matching.updated_at, matching.norm, matching.body
    from matching order by matching.subject_id, matching.updated_at desc
  )
  select best.subject_id, best.updated_at,
    substr(best.body, greatest(1, coalesce(nullif(strpos(best.norm, coalesce(p_phrases[1], '')), 0), 1) - 40), 160)
  from best order by best.updated_at desc limit p_limit
$$;
