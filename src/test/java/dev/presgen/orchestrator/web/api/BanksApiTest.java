package dev.presgen.orchestrator.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class BanksApiTest {

  private static final String GIFT =
      """
      $CATEGORY: Metals/Casting

      ::q1:: What is poured? {=bronze ~air}
      """;

  private final ApiServer api = ApiServer.shared();

  @Test
  void the_bundled_bank_is_listed_with_its_counts_and_no_question() throws Exception {
    var bank = api.get("/api/v1/banks/aws-saa-c03");
    assertThat(bank.json().propertyNames())
        .contains("name", "items", "domains", "skills", "levels");
    assertThat(bank.response().body()).doesNotContain("rationale", "options");
    assertThat(api.get("/api/v1/banks").json().path("items").values())
        .contains(bank.json());
  }

  @Test
  void a_bank_is_kept_and_shown() throws Exception {
    var put = api.put("/api/v1/banks/metals", "text/x-gift; charset=utf-8", GIFT);
    assertThat(put.status()).isEqualTo(200);
    assertThat(put.json()).isEqualTo(api.get("/api/v1/banks/metals").json());
    assertThat(put.json().path("domains"))
        .isEqualTo(JsonMapper.shared().readTree("[{\"name\": \"Metals\", \"items\": 1}]"));
  }

  @Test
  void a_bank_with_a_mistake_is_refused_with_its_line_and_changes_nothing() throws Exception {
    api.put("/api/v1/banks/kept", "text/x-gift", GIFT);
    var reply = api.put("/api/v1/banks/kept", "text/x-gift", GIFT + "\nWhat now? {=this\n");
    assertThat(reply.refusal()).startsWith("400 INVALID_REQUEST\npointer ").contains("line ");
    assertThat(api.get("/api/v1/banks/kept").json().path("items").asInt()).isEqualTo(1);
    assertThat(api.put("/api/v1/banks/kept", "application/json", "{\n\"items\": tru}").refusal())
        .startsWith("400 INVALID_REQUEST\npointer : line 2: is not JSON");
  }

  @Test
  void a_table_is_kept_and_shown_and_a_bad_one_changes_nothing() throws Exception {
    var header = "id,domain,skill,question,option_a,option_b,option_c,answer\n";
    var put =
        api.put(
            "/api/v1/banks/table",
            "text/csv; charset=utf-8",
            header + "m-1,Metals,Casting,Which are metals?,tin,air,lead,A;C\n");
    assertThat(put.status()).isEqualTo(200);
    assertThat(put.json()).isEqualTo(api.get("/api/v1/banks/table").json());

    var reply = api.put("/api/v1/banks/table", "text/csv", header + "m-1,Metals,,Q,tin,air,,D\n");
    assertThat(reply.refusal())
        .startsWith("400 INVALID_REQUEST\npointer : line 2: the skill is blank\n");
    assertThat(api.get("/api/v1/banks/table").json()).isEqualTo(put.json());
  }

  @Test
  void a_name_that_is_none_is_refused() throws Exception {
    assertThat(api.put("/api/v1/banks/No%20Name", "text/x-gift", GIFT).refusal())
        .startsWith("400 INVALID_REQUEST\npointer : a bank's name has");
  }

  @Test
  void a_format_that_is_not_read_is_refused_with_those_that_are() throws Exception {
    var reply = api.put("/api/v1/banks/table", "text/xml", "id,domain");
    assertThat(reply.refusal()).isEqualTo("415 UNSUPPORTED_CONTENT_TYPE");
    assertThat(reply.text("detail"))
        .isEqualTo(
            "The Content-Type is text/xml; supported here: application/json, text/csv,"
                + " text/x-gift.");
  }
}
