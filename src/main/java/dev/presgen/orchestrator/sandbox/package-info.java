/**
 * Stand-ins for the outside services, on this machine: Google Forms, Sheets and Drive, PresGen Core and Avatar, and
 * Slack, as HTTP endpoints below {@code /sandbox/}, strict where the real ones are strict. They are an outside service
 * that happens to live here, so these packages import nothing of ours, and nothing of ours imports them: whoever wants
 * them calls them by HTTP. Here at the root: storage, identifiers, links and the record of calls, which all stand-ins
 * share.
 */
@org.jspecify.annotations.NullMarked
package dev.presgen.orchestrator.sandbox;
