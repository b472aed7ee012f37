-- What the stand-ins for the outside services keep. Only portable types.
CREATE TABLE sandbox_object (
    kind       text   NOT NULL,
    id         text   NOT NULL,
    parent     text,            -- a file's folder, a response's form
    alias      text,            -- a second unique name: a form's responder id, a deck's request id
    created_at bigint NOT NULL, -- microseconds since 1970
    version    bigint NOT NULL,
    body       text   NOT NULL, -- JSON
    PRIMARY KEY (kind, id)
);
CREATE INDEX sandbox_object_parent ON sandbox_object (kind, parent);
CREATE UNIQUE INDEX sandbox_object_alias ON sandbox_object (kind, alias);

CREATE TABLE sandbox_call (
    id     text   NOT NULL PRIMARY KEY, -- sorts by the time at which the call ended
    method text   NOT NULL,
    path   text   NOT NULL,
    status bigint NOT NULL,
    at     bigint NOT NULL              -- microseconds since 1970
);
