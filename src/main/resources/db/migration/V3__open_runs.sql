-- Lists of runs that wait for somebody look through the open runs only, which are few. No column of
-- it changes before a run ends, so that it costs a step nothing.
create index run_open on run (run_id) where ended_at is null;
