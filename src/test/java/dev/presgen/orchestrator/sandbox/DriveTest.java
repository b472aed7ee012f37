package dev.presgen.orchestrator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.drive.model.File;
import com.google.api.services.drive.model.Permission;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriveTest extends SandboxServer {

  private static final String FOLDER = "application/vnd.google-apps.folder";
  private static final String FORM = "application/vnd.google-apps.form";
  private static final String SHEET = "application/vnd.google-apps.spreadsheet";

  @Test
  void a_folder_takes_a_generated_id_once() throws IOException {
    var id = generatedId();
    var folder = new File().setId(id).setName("Run 1").setMimeType(FOLDER);
    var made = drive().files().create(folder).execute();

    assertThat(made)
        .isEqualTo(new File().setKind("drive#file").setId(id).setName("Run 1").setMimeType(FOLDER));
    assertThat(refusal(() -> drive().files().create(folder).execute()))
        .isEqualTo("409 A file already exists with the provided ID.");
  }

  @Test
  void an_id_is_refused_where_drive_did_not_generate_it_or_the_type_is_an_editors()
      throws IOException {
    var id = generatedId();
    assertThat(
        refusal(() -> drive().files().create(new File().setId(id).setMimeType(FORM)).execute()))
        .isEqualTo("400 Generated IDs are not supported for Docs Editors formats.");
    assertThat(refusal(
        () -> drive().files().create(new File().setId("mine").setMimeType(FOLDER)).execute()))
        .isEqualTo("400 The provided file ID is not usable.");
  }

  @Test
  void the_mask_alone_decides_what_is_answered() throws IOException {
    var folder = folder("Masked", "root");
    assertThat(drive().files().get(folder).setFields("trashed").execute())
        .isEqualTo(new File().setTrashed(false));
    assertThat(refusal(() -> drive().files().get(folder).setFields("id,colour").execute()))
        .isEqualTo("400 Invalid field selection colour in 'id,colour'");
  }

  @Test
  void what_lies_in_a_trashed_folder_is_trashed_and_comes_back_with_it() throws IOException {
    var folder = folder("Job", "root");
    var inner = folder("Inner", folder);
    var form = file("Quiz", FORM, inner);

    drive().files().update(folder, new File().setTrashed(true)).execute();
    assertThat(trash(form)).isEqualTo(new File().setTrashed(true).setExplicitlyTrashed(false));
    assertThat(trash(folder)).isEqualTo(new File().setTrashed(true).setExplicitlyTrashed(true));
    assertThat(names("'%s' in parents and trashed=false".formatted(inner))).isEmpty();
    assertThat(names("'%s' in parents".formatted(inner))).containsExactly("Quiz");

    drive().files().update(folder, new File().setTrashed(false)).execute();
    assertThat(trash(form)).isEqualTo(new File().setTrashed(false).setExplicitlyTrashed(false));
  }

  @Test
  void deleting_a_folder_takes_everything_below_and_its_content() throws IOException {
    var folder = folder("Job", "root");
    var form = file("Quiz", FORM, folder);
    drive().files().delete(folder).execute();

    assertThat(refusal(() -> drive().files().get(form).execute()))
        .isEqualTo("404 File not found: " + form + ".");
    assertThat(refusal(() -> forms().forms().get(form).execute()))
        .isEqualTo("404 Requested entity was not found.");
  }

  @Test
  void a_file_has_one_parent_and_a_folder_never_lies_in_itself() throws IOException {
    var one = folder("One", "root");
    var other = folder("Other", one);
    var sheet = file("Sheet", SHEET, one);
    var moved = drive().files()
        .update(sheet, new File())
        .setAddParents(other)
        .setFields("parents")
        .execute();
    assertThat(moved).isEqualTo(new File().setParents(List.of(other)));
    assertThat(
        refusal(() -> drive().files().update(one, new File()).setAddParents(other).execute()))
        .isEqualTo("403 A folder cannot be moved below itself.");
    assertThat(
        refusal(() -> drive().files().create(new File().setParents(List.of(one, other))).execute()))
        .isEqualTo("403 A file cannot be created in more than one folder.");
    assertThat(
        refusal(() -> drive().files().create(new File().setParents(List.of(sheet))).execute()))
        .isEqualTo("403 The specified parent is not a folder.");
    assertThat(
        refusal(() -> drive().files().update(sheet, new File().setParents(List.of(one))).execute()))
        .startsWith("403 The parents field is not directly writable in update requests.");
  }

  @Test
  void files_are_found_by_their_marks() throws IOException {
    var folder = folder("It's \\ here", "root");
    for (var kind : List.of("a", "b")) {
      var marked =
          new File().setName("Marked " + kind).setMimeType(SHEET).setParents(List.of(folder));
      drive().files()
          .create(marked.setAppProperties(Map.of("jobId", folder, "kind", kind)))
          .execute();
    }
    var byJob = "appProperties has { key='jobId' and value='%s' }".formatted(folder);
    assertThat(names(byJob)).containsExactlyInAnyOrder("Marked a", "Marked b");
    assertThat(names(byJob + " and not name contains 'b' and mimeType='" + SHEET + "'"))
        .containsExactly("Marked a");
    assertThat(names("(name='It\\'s \\\\ here' or name='no such') and mimeType != '" + SHEET + "'"))
        .containsExactly("It's \\ here");
    assertThat(refusal(() -> names("colour = 'red'"))).isEqualTo("400 Invalid Value");
    assertThat(refusal(() -> names("name = 'open"))).isEqualTo("400 Invalid Value");
  }

  @Test
  void a_list_comes_in_pages_whose_tokens_belong_to_the_query() throws IOException {
    var folder = folder("Pages", "root");
    for (int i = 0; i < 3; i++) {
      folder("Page " + i, folder);
    }
    var query = "'%s' in parents".formatted(folder);
    var first = drive().files().list().setQ(query).setPageSize(2).setOrderBy("name").execute();
    var second =
        drive().files()
            .list()
            .setQ(query)
            .setPageSize(2)
            .setOrderBy("name")
            .setPageToken(first.getNextPageToken())
            .execute();
    assertThat(first.getFiles()).extracting(File::getName).containsExactly("Page 0", "Page 1");
    assertThat(second.getFiles()).extracting(File::getName).containsExactly("Page 2");
    assertThat(second.getNextPageToken()).isNull();
    assertThat(
        refusal(() -> drive().files().list().setPageToken(first.getNextPageToken()).execute()))
        .isEqualTo("400 Invalid Value");
  }

  @Test
  void unknown_and_read_only_fields_are_refused() {
    assertThat(post("/sandbox/google/drive/v3/files", "{\"nam\": \"x\"}").body())
        .isEqualTo(
            """
            {"error":{"code":400,"message":"Invalid JSON payload received. Unknown name \\"nam\\": Cannot find field.",\
            "errors":[{"message":"Invalid JSON payload received. Unknown name \\"nam\\": Cannot find field.",\
            "domain":"global","reason":"invalid"}]}}""");
    assertThat(refusal(() -> drive().files().create(new File().setOwnedByMe(true)).execute()))
        .isEqualTo("403 The resource body includes fields which are not directly writable.");
  }

  @Test
  void granting_twice_gives_the_same_permission_and_folders_pass_theirs_on() throws IOException {
    var folder = folder("Shared", "root");
    var form = file("Quiz", FORM, folder);
    var first = grant(folder, "Learner@example.org", "reader");
    var second = grant(folder, "learner@example.org", "writer");
    assertThat(second.getId()).isEqualTo(first.getId());
    assertThat(drive().permissions().get(form, first.getId()).execute().getRole())
        .isEqualTo("writer");
    assertThat(refusal(() -> drive().permissions().delete(form, first.getId()).execute()))
        .isEqualTo("403 Cannot update or delete an inherited permission.");
    drive().permissions().delete(folder, first.getId()).execute();
    assertThat(refusal(() -> drive().permissions().get(form, first.getId()).execute()))
        .isEqualTo("404 Permission not found: " + first.getId() + ".");
  }

  @Test
  void responders_of_a_form_stand_in_the_published_view_only() throws IOException {
    var form = file("Quiz", FORM, "root");
    var plain = drive().permissions().list(form).execute().getPermissions();
    var published =
        drive().permissions()
            .list(form)
            .setIncludePermissionsForView("published")
            .execute()
            .getPermissions();
    assertThat(plain).extracting(Permission::getRole).containsExactly("owner");
    assertThat(published).extracting(Permission::getId).contains("anyoneWithLink").hasSize(2);
  }

  private Permission grant(String file, String email, String role) throws IOException {
    var permission = new Permission().setType("user").setRole(role).setEmailAddress(email);
    return drive().permissions().create(file, permission).setSendNotificationEmail(false).execute();
  }

  private String generatedId() throws IOException {
    return drive().files().generateIds().setCount(1).execute().getIds().getFirst();
  }

  private String folder(String name, String parent) throws IOException {
    return file(name, FOLDER, parent);
  }

  private String file(String name, String mimeType, String parent) throws IOException {
    var file = new File().setName(name).setMimeType(mimeType).setParents(List.of(parent));
    return drive().files().create(file).setFields("id").execute().getId();
  }

  private File trash(String id) throws IOException {
    return drive().files().get(id).setFields("trashed,explicitlyTrashed").execute();
  }

  private List<String> names(String query) throws IOException {
    return drive().files()
        .list()
        .setQ(query)
        .execute()
        .getFiles()
        .stream()
        .map(File::getName)
        .toList();
  }
}
