-- What nodes share out among themselves. It is worth nothing after a crash of the server, so it is
-- not worth a flush of its log either. Times are milliseconds since 1970.

-- The buckets, as Bucket4j keeps them.
create unlogged table quota_bucket (
    id         text primary key,
    state      bytea,
    expires_at bigint
);

-- Who waits for its turn: at most some thousands for each queue.
create unlogged table quota_line (
    queue    text   not null,
    run_id   text   not null,
    path     text   not null,
    deadline bigint not null,
    cost     bigint not null,
    comes_at bigint not null,
    primary key (queue, run_id, path)
);
create index quota_line_order_idx on quota_line (queue, deadline);

-- Until when nobody gets anything, because the service has refused.
create unlogged table quota_hold (
    queue      text   primary key,
    held_until bigint not null
);

-- Who uses a service of which only so many can be used at a time.
create unlogged table service_slot (
    service    text   not null,
    holder     text   not null,
    expires_at bigint not null,
    primary key (service, holder)
);
