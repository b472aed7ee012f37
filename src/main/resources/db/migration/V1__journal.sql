-- A run: its state is a cache of its events, with what lists and look-ups need beside it.
-- Times are milliseconds since 1970, UTC.
create table run (
    run_id      text   not null primary key,
    workflow    text   not null,
    version     text   not null,
    fingerprint text   not null,
    run_key     text,
    status      text   not null,
    step        text   not null,
    revision    bigint not null,
    epoch       bigint not null,
    codec       bigint not null,
    state       text   not null,
    labels      text   not null,
    error       text   not null,
    created_at  bigint not null,
    updated_at  bigint not null,
    ended_at    bigint
);

-- One open run for each name that a caller gives.
create unique index run_open_key on run (workflow, run_key) where run_key is not null and ended_at is null;
create index run_by_key on run (run_key, run_id) where run_key is not null;

create table run_label (
    run_id text not null references run (run_id),
    name   text not null,
    value  text not null,
    primary key (run_id, name)
);
create index run_label_by_value on run_label (name, value, run_id);

create table run_event (
    run_id text   not null references run (run_id),
    seq    bigint not null,
    at     bigint not null,
    type   text   not null,
    body   text   not null,
    primary key (run_id, seq)
);

create table payload (
    run_id     text   not null references run (run_id),
    ref        text   not null,
    class      text   not null,
    body       text   not null,
    created_at bigint not null,
    primary key (run_id, ref)
);

-- What a run has made, or meant to make, in outside services.
create table resource (
    run_id      text   not null references run (run_id),
    kind        text   not null,
    marker      text   not null,
    position    bigint not null,
    path        text   not null,
    external_id text,
    url         text,
    state       text   not null,
    created_at  bigint not null,
    undone_at   bigint,
    primary key (run_id, kind, marker)
);

-- What was asked under a key, and what came of it.
create table request (
    request_key text   not null primary key,
    fingerprint text   not null,
    run_id      text   not null references run (run_id),
    kept        bigint not null,
    created_at  bigint not null
);

create table document (
    kind       text   not null,
    name       text   not null,
    body       text   not null,
    updated_at bigint not null,
    primary key (kind, name)
);
