package dev.presgen.orchestrator.workflows.assessment;

/** Requests for tests. */
final class Requests {

  static final String LEARNER = "learner@example.org";
  static final String NAME = "=HYPERLINK(\"https://example.org\")";

  private Requests() {}

  /** Eight questions over two domains, and two courses. */
  static String small() {
    return request("\"courses\": 2, \"slidesPerCourse\": 4");
  }

  static String request(String delivery) {
    return """
        {"certification": {"name": "Solutions Architect", "version": "SAA-C03", "passingScore": 72,
           "domains": [{"name": "Design Secure Architectures", "weight": 60},
                       {"name": "Design Resilient Architectures", "weight": 40}]},
         "learner": {"name": "=HYPERLINK(\\"https://example.org\\")", "email": "learner@example.org"},
         "assessment": {"questionCount": 8, "seed": 1},
         "delivery": {%s},
         "deadline": "P7D", "reminders": ["P3D", "P1D"]}
        """
        .formatted(delivery);
  }

  /** Everything that a request may say. */
  static String full() {
    return """
        {"certification": {"name": "Solutions Architect", "version": "SAA-C03", "provider": "AWS",
           "passingScore": 72,
           "domains": [{"name": "Design Secure Architectures", "weight": 60,
                        "skills": ["Design secure access to AWS resources"]},
                       {"name": "Design Resilient Architectures", "weight": 40}]},
         "learner": {"name": "Kim", "email": "learner@example.org"},
         "requestedBy": "coach@example.org",
         "assessment": {"questionCount": 8, "difficulty": "intermediate", "seed": 1},
         "delivery": {"courses": 2, "slidesPerCourse": 4, "voiceProfile": "calm", "public": true},
         "deadline": "P7D", "reminders": ["P3D", "P1D"]}
        """;
  }
}
