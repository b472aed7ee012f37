package dev.presgen.orchestrator.crash;

import java.util.List;

/** What the servers keep their runs in, and what outlives them. */
interface Database extends AutoCloseable {

  /** What it is called in the report. */
  String name();

  /** The settings with which the server of that name works on it. */
  List<String> settings(String server);

  /** Looks into what a killed server has left on the disk, before the next one opens it. */
  void check() throws Exception;

  @Override
  void close();
}
