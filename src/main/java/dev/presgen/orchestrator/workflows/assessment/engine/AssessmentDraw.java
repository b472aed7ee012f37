package dev.presgen.orchestrator.workflows.assessment.engine;

import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.Checked.FieldProblem;
import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest;
import dev.presgen.orchestrator.workflows.assessment.Assessment;
import dev.presgen.orchestrator.workflows.assessment.Certification;
import dev.presgen.orchestrator.workflows.assessment.Certification.ExamDomain;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.Item;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBank;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.Fields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Draws an assessment from a bank. */
public final class AssessmentDraw {

  private AssessmentDraw() {}

  /**
   * Draws the questions that the blueprint asks for, in an order of their own, as their options
   * are. The same request and bank give the same assessment.
   *
   * @return the assessment, or the domains for which the bank has too few items, with pointers into
   *     the request's input
   */
  public static Checked<Assessment> of(AcceptedRequest request, ItemBank bank) {
    var shares = Blueprint.of(request, bank).domains();
    List<FieldProblem> problems = missing(shares, bank);
    if (!problems.isEmpty()) {
      return new Checked.Wrong<>(problems);
    }
    var wishes = request.assessment();
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < shares.size(); i++) {
      ExamDomain domain = request.certification().domains().get(i);
      items.addAll(
          ItemChoice.of(
              bank.items(domain.name(), domain.skills()),
              shares.get(i).questions(),
              wishes.difficulty(),
              Draw.chance(wishes.seed(), "domain/" + domain.name())));
    }
    Collections.shuffle(items, Draw.chance(wishes.seed(), "questions"));
    return new Checked.Right<>(
        new Assessment(
            title(request.certification()),
            bank.name(),
            items.stream().map(item -> question(item, wishes.seed())).toList()));
  }

  /**
   * What a bank lacks for a blueprint, one problem a domain, each pointing to the number of
   * questions: it is what the requester can change.
   */
  public static List<FieldProblem> missing(List<Blueprint.DomainShare> shares, ItemBank bank) {
    return shares.stream()
        .filter(share -> share.missing() > 0)
        .map(share -> new FieldProblem(
            "/assessment/questionCount",
            "domain \"%s\" needs %d items, bank \"%s\" has %d: %d are missing"
                .formatted(
                    share.name(),
                    share.questions(),
                    bank.name(),
                    share.available(),
                    share.missing())))
        .toList();
  }

  private static String title(Certification certification) {
    return "%s (%s)".formatted(certification.name(), Fields.shortened(certification.version()));
  }

  private static Assessment.Question question(Item item, long seed) {
    List<Assessment.Option> options = new ArrayList<>();
    item.options()
        .forEach(o -> options.add(new Assessment.Option(o.text(), o.right(), o.rationale())));
    Collections.shuffle(options, Draw.chance(seed, "options/" + item.id()));
    return new Assessment.Question(
        item.id(),
        item.domain(),
        item.skill(),
        item.level().orElse(null),
        item.difficulty().orElse(null),
        item.stem(),
        options);
  }
}
