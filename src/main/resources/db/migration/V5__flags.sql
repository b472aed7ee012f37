-- Every switching of an outside service, in order; the last one holds. A service that nobody has
-- switched is on. Times are milliseconds since 1970, UTC.
create table flag_switch (
    service     text   not null,
    number      bigint not null,
    enabled     bigint not null,
    who         text   not null,
    why         text   not null,
    at          bigint not null,
    request_key text,
    fingerprint text,
    primary key (service, number)
);
create unique index flag_switch_by_request on flag_switch (request_key) where request_key is not null;
