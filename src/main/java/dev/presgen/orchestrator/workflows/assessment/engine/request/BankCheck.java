package dev.presgen.orchestrator.workflows.assessment.engine.request;

import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest.AssessmentOptions;
import dev.presgen.orchestrator.workflows.assessment.Certification;
import dev.presgen.orchestrator.workflows.assessment.Certification.ExamDomain;
import dev.presgen.orchestrator.workflows.assessment.engine.AssessmentDraw;
import dev.presgen.orchestrator.workflows.assessment.engine.Blueprint;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.BankSummary;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBank;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBanks;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.Fields;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.Problems;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks whether a bank has what a request asks for. */
record BankCheck(ItemBanks banks, Problems problems) {

  private static final int NAMES_SHOWN = 20;

  void check(Certification certification, AssessmentOptions options) {
    Optional<ItemBank> found = banks.find(options.bank());
    if (found.isEmpty()) {
      problems.add(
          "/assessment/bank",
          "there is no bank \"%s\"; there are %s"
              .formatted(
                  Fields.shortened(options.bank()),
                  quoted(banks.list().stream().map(BankSummary::name).toList())));
      return;
    }
    ItemBank bank = found.get();
    if (domainsAreThere(certification.domains(), bank)) {
      AssessmentDraw.missing(
          Blueprint.shares(options.questionCount(), certification.domains(), bank), bank)
          .forEach(problem -> problems.add(problem.pointer(), problem.detail()));
    }
  }

  private boolean domainsAreThere(List<ExamDomain> domains, ItemBank bank) {
    boolean all = true;
    for (int i = 0; i < domains.size(); i++) {
      ExamDomain domain = domains.get(i);
      String pointer = "/certification/domains/" + i;
      List<String> skills = bank.skills(domain.name());
      if (skills.isEmpty()) {
        problems.add(
            pointer + "/name",
            "bank \"%s\" has no items for domain \"%s\"; its domains are %s"
                .formatted(bank.name(), domain.name(), quoted(bank.domains())));
        all = false;
      } else {
        all &= skillsAreThere(domain, skills, pointer, bank);
      }
    }
    return all;
  }

  private boolean skillsAreThere(
      ExamDomain domain, List<String> skills, String pointer, ItemBank bank) {
    boolean all = true;
    for (int i = 0; i < domain.skills().size(); i++) {
      if (!skills.contains(domain.skills().get(i))) {
        problems.add(
            pointer + "/skills/" + i,
            "bank \"%s\" has no items for skill \"%s\"; its skills in this domain are %s"
                .formatted(bank.name(), domain.skills().get(i), quoted(skills)));
        all = false;
      }
    }
    return all;
  }

  private static String quoted(List<String> names) {
    return names.stream()
        .limit(NAMES_SHOWN)
        .map(name -> "\"" + name + "\"")
        .collect(Collectors.joining(", ", "", names.size() > NAMES_SHOWN ? ", …" : ""));
  }
}
