package dev.presgen.orchestrator.web.api;

import dev.presgen.orchestrator.runtime.Doctor;
import dev.presgen.orchestrator.runtime.Doctor.Item;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says whether all that runs need is there. */
@Tag(name = "Doctor", description = "What is missing, in plain words")
@RestController
@RequestMapping(path = "/api/v1/doctor", produces = MediaType.APPLICATION_JSON_VALUE)
class DoctorController {

  private final Doctor doctor;

  DoctorController(Doctor doctor) {
    this.doctor = doctor;
  }

  /**
   * What was found.
   *
   * @param well whether nothing is broken
   */
  record Examination(Instant at, boolean well, List<Item> items) {}

  @Operation(
      summary = "Look whether all that runs need is there",
      description = "Looks outside too, within 20 seconds, and changes nothing. What was found less"
          + " than 5 seconds ago is told again.")
  @GetMapping
  Examination look() {
    var report = doctor.look();
    return new Examination(report.at(), report.well(), report.items());
  }
}
