package dev.presgen.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.Orchestrator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code presgen doctor} says of a whole service whose sandbox is broken on purpose. */
class DoctorInSandboxTest {

  /** The sandbox's own root, as the folder of the runs. */
  private static final String PARENT = "0ASandboxMyDriveUk9PVA";

  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);

  @TempDir
  private static Path data;

  private static Orchestrator.Service service;
  private static HttpClient client;

  @BeforeAll
  static void start() {
    client = HttpClient.newHttpClient();
    service =
        Orchestrator.start(
            "--server.port=0",
            "--management.server.port=-1",
            "--presgen.world=sandbox",
            "--presgen.google.parent-folder=" + PARENT,
            "--presgen.data-dir=" + data);
  }

  @AfterAll
  static void stop() {
    service.close();
    client.shutdownNow();
  }

  @BeforeEach
  void mend() throws Exception {
    situations("");
  }

  private static void situations(String quoted) throws Exception {
    var answer =
        client.send(
            HttpRequest.newBuilder(URI.create(service.url() + "/sandbox/faults"))
                .timeout(CALL_TIMEOUT)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"situations\": [" + quoted + "]}"))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static Call doctor() {
    return Call.in(Map.of("PRESGEN_URL", service.url().toString()), "", "doctor");
  }

  @Test
  void without_faults_all_is_well_and_it_is_said_that_it_is_the_sandbox() {
    var call = doctor();

    assertThat(call.code()).as(call.out()).isZero();
    assertThat(call.out().lines().map(line -> line.replaceAll(" {2,}", " ").strip()))
        .contains(
            "✓ World The world is the sandbox: a stand-in for Google, a stand-in for PresGen Core,"
                + " a stand-in for PresGen Avatar.",
            "✓ Google The sandbox in this process stands in for Google.",
            "✓ Google credentials The sandbox asks for none.",
            "✓ Google Drive API It is enabled.",
            "✓ Google Forms API It is enabled.",
            "✓ Google Sheets API It is enabled.",
            "✓ Google storage There is room.",
            "✓ Google folder of the runs The account may add files to it.");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "token-revoked| Google credentials| Google: the credentials are refused."
          + "| Renew presgen.google.credentials",
      "scope-missing| Google scope| Google: the credentials lack the scope drive.file."
          + "| Grant the scope https://www.googleapis.com/auth/drive.file",
      "api-disabled:drive| Google Drive API"
          + "| Google Drive: the API is not enabled in the project.| Enable the Drive, Forms and",
      "api-disabled:forms| Google Forms API"
          + "| Google Forms: the API is not enabled in the project.| Enable the Drive, Forms and",
      "api-disabled:sheets| Google Sheets API"
          + "| Google Sheets: the API is not enabled in the project.| Enable the Drive, Forms and",
      "storage-full| Google storage| The account's storage is full.| Free or add storage.",
      "service-account-without-storage| Google storage| The account owns no storage,"
          + "| Set presgen.google.parent-folder to a shared drive",
      "parent-invisible:" + PARENT + "| Google folder of the runs| The scope drive.file does not"
          + "| Check that presgen.google.parent-folder is the id of a folder"
  })
  void what_is_broken_on_purpose_is_named_with_what_helps(
      String situation, String subject, String detail, String whatToDo) throws Exception {
    situations("\"" + situation + "\"");

    var call = doctor();

    assertThat(call.code()).as(call.out()).isEqualTo(1);
    assertThat(call.out().lines().map(line -> line.replaceAll(" {2,}", " ").strip()))
        .anySatisfy(line -> assertThat(line).startsWith("✗ " + subject + " " + detail))
        .anySatisfy(line -> assertThat(line).startsWith(subject + ": " + whatToDo));
    situations("");
    assertThat(doctor().code()).isZero();
  }
}
