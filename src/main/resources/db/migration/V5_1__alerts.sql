-- What an administrator must mend, once for each cause and not once for each run.
-- Times are milliseconds since 1970, UTC.
create table alert (
    alert_id   text   not null primary key,
    cause_key  text   not null, -- a hash of the cause, which may be too long for an index
    cause      text   not null,
    what_to_do text   not null,
    raised_at  bigint not null,
    checked_at bigint not null, -- when one run was last sent to look whether it is mended
    ended_at   bigint
);
create unique index alert_open on alert (cause_key) where ended_at is null;

-- Where runs stand still, or stood, because of it.
create table alert_run (
    alert_id   text   not null references alert (alert_id),
    run_id     text   not null references run (run_id),
    path       text   not null,
    blocked_at bigint not null, -- when it last came to nothing
    freed_at   bigint,
    primary key (alert_id, run_id, path)
);
create index alert_run_blocked on alert_run (alert_id, blocked_at) where freed_at is null;
