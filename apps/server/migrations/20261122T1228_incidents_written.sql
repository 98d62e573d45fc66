-- The order of writing: rows of one millisecond have none by their time, and ids of one millisecond have none either.
alter table incidents.phase_change add column written bigint generated always as identity;
alter table incidents.asserted_time add column written bigint generated always as identity;
alter table incidents.time_choice add column written bigint generated always as identity;
alter table incidents.severity_decision add column written bigint generated always as identity;
