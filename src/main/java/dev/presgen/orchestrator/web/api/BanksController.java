package dev.presgen.orchestrator.web.api;

import dev.presgen.orchestrator.web.api.problem.Fault;
import dev.presgen.orchestrator.web.api.problem.RequestRefused;
import dev.presgen.orchestrator.web.api.request.Bodies;
import dev.presgen.orchestrator.web.api.request.JsonText;
import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.BankFormat;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.BankSummary;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBank;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBanks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows and keeps item banks. */
@Tag(name = "Item banks", description = "Where questions come from")
@RestController
@RequestMapping(path = "/api/v1/banks", produces = MediaType.APPLICATION_JSON_VALUE)
class BanksController {

  private static final String GIFT = "text/x-gift";
  private static final String CSV = "text/csv";
  private static final String READABLE =
      String.join(", ", MediaType.APPLICATION_JSON_VALUE, CSV, GIFT);

  private final ItemBanks banks;

  BanksController(ItemBanks banks) {
    this.banks = banks;
  }

  @Operation(summary = "List the item banks")
  @GetMapping
  Items<BankSummary> list() {
    return new Items<>(banks.list());
  }

  @Operation(
      summary = "See an item bank",
      description = "How many items it has by domain, skill and level; not its questions.")
  @GetMapping("/{name}")
  BankSummary show(@PathVariable String name) {
    return banks.find(name)
        .map(BankSummary::of)
        .orElseThrow(() -> RequestRefused.notFound("There is no such item bank."));
  }

  @Operation(
      summary = "Keep an item bank",
      description = "In place of one of that name. A bank with a mistake changes nothing: the"
          + " answer is 400 and names the line of every mistake. As CSV: a row of column names, then"
          + " one item a row, with the columns id, domain, skill, level, difficulty, question,"
          + " option_a to option_f, answer and rationale; needed are domain, skill, question,"
          + " option_a, option_b and answer. answer is the letter of the right option, or the letters"
          + " of several for a question with check boxes, such as ACD or A;C.")
  @RequestBody(
      required = true,
      content = {
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(type = "object")),
          @Content(mediaType = CSV, schema = @Schema(type = "string")),
          @Content(mediaType = GIFT, schema = @Schema(type = "string"))
      })
  @PutMapping("/{name}")
  BankSummary put(
      @PathVariable String name, @Parameter(hidden = true) HttpServletRequest request) {
    var format = format(request);
    var body = JsonText.decoded(Bodies.bytes(request));
    return switch (banks.put(name, format, body)) {
      case Checked.Right<ItemBank>(var bank) -> BankSummary.of(bank);
      case Checked.Wrong<ItemBank>(var problems) ->
          throw RequestRefused.invalid(Fault.below("", problems));
    };
  }

  private static BankFormat format(HttpServletRequest request) {
    var type =
        Bodies.type(request, READABLE)
            .orElseThrow(() -> RequestRefused.contentType("", READABLE));
    return switch (type.getType() + "/" + type.getSubtype()) {
      case MediaType.APPLICATION_JSON_VALUE -> BankFormat.JSON;
      case CSV -> BankFormat.CSV;
      case GIFT -> BankFormat.GIFT;
      default -> throw RequestRefused.contentType(type.toString(), READABLE);
    };
  }
}
