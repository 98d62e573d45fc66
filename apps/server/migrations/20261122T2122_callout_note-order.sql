-- Two notes of one moment have an order too: what a service reports can be faster than its own answer.
-- accepted rewrite: no version with this table was released, so it holds few rows
alter table callout.attempt_note add column position bigint generated always as identity;
