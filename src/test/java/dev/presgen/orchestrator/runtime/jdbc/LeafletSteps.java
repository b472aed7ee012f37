package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.workflows.From;
import dev.presgen.orchestrator.workflows.Step;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepHandler;
import dev.presgen.orchestrator.workflows.StepResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The steps of a leaflet: each does what a test has planned, or what it is for. */
final class LeafletSteps {

  /** What a leaflet is about, and who reviews it. */
  record Brief(String topic, String editor) {}

  record Text(String words) {}

  record Picture(String of) {}

  record Draft(String words, String picture, String editor) {}

  record Remark(String about) {}

  record Noted(String remark) {}

  record Approval(String with) {}

  record Verdict(String said) {}

  record Printed(String words, String picture, String verdict) {}

  private final SmallWorld world;

  LeafletSteps(SmallWorld world) {
    this.world = world;
  }

  List<StepHandler<?, ?>> all() {
    return List.of(
        new Write(), new ListFacts(), new Edit(), new Draw(), new Merge(), new NoteIt(),
        new Decide(), new Print());
  }

  private <T> StepResult<T> done(String step, StepContext context, Supplier<T> usual)
      throws Exception {
    var planned = world.<T>planned(step, context);
    return planned.isPresent() ? planned.get() : StepResult.done(usual.get());
  }

  @Step("WRITE")
  private final class Write implements StepHandler<Write.Input, Text> {
    record Input(Brief brief) {}

    @Override
    public StepResult<Text> execute(Write.Input in, StepContext context) throws Exception {
      return done("WRITE", context, () -> new Text("words on " + in.brief().topic()));
    }
  }

  @Step("LIST_FACTS")
  private final class ListFacts implements StepHandler<ListFacts.Input, Text> {
    record Input(Brief brief) {}

    @Override
    public StepResult<Text> execute(ListFacts.Input in, StepContext context) throws Exception {
      return done("LIST_FACTS", context, () -> new Text("facts on " + in.brief().topic()));
    }
  }

  @Step("EDIT")
  private final class Edit implements StepHandler<Edit.Input, Text> {
    record Input(
        @From("WRITE") Optional<Text> written, @From("LIST_FACTS") Optional<Text> listed) {}

    @Override
    public StepResult<Text> execute(Edit.Input in, StepContext context) throws Exception {
      return done("EDIT", context, () -> in.written().or(in::listed).orElseThrow());
    }
  }

  @Step("DRAW")
  private final class Draw implements StepHandler<Draw.Input, Picture> {
    record Input(Brief brief) {}

    @Override
    public StepResult<Picture> execute(Draw.Input in, StepContext context) throws Exception {
      return done("DRAW", context, () -> new Picture(in.brief().topic()));
    }
  }

  @Step("MERGE")
  private final class Merge implements StepHandler<Merge.Input, Draft> {
    record Input(Brief brief, @From("EDIT") Text text, Picture picture) {}

    @Override
    public StepResult<Draft> execute(Merge.Input in, StepContext context) throws Exception {
      return done(
          "MERGE",
          context,
          () -> new Draft(in.text().words(), in.picture().of(), in.brief().editor()));
    }
  }

  @Step("NOTE_IT")
  private final class NoteIt implements StepHandler<NoteIt.Input, Noted> {
    record Input(@From("remark") Remark remark) {}

    @Override
    public StepResult<Noted> execute(NoteIt.Input in, StepContext context) throws Exception {
      return done("NOTE_IT", context, () -> new Noted(in.remark().about()));
    }
  }

  @Step("RECORD")
  private final class Decide implements StepHandler<Decide.Input, Verdict> {
    record Input(@From("AWAIT_EDITOR") Approval approval, Optional<Noted> noted) {}

    @Override
    public StepResult<Verdict> execute(Decide.Input in, StepContext context) throws Exception {
      var also = in.noted().map(noted -> ", but " + noted.remark()).orElse("");
      return done("RECORD", context, () -> new Verdict(in.approval().with() + also));
    }
  }

  @Step("PRINT")
  private final class Print implements StepHandler<Print.Input, Printed> {
    record Input(Draft draft, Verdict verdict) {}

    @Override
    public StepResult<Printed> execute(Print.Input in, StepContext context) throws Exception {
      return done(
          "PRINT",
          context,
          () -> new Printed(in.draft().words(), in.draft().picture(), in.verdict().said()));
    }
  }
}
