package dev.presgen.orchestrator.adapters.google;

import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.MultipartContent;
import com.google.api.client.http.json.JsonHttpContent;
import com.google.api.client.util.Key;
import com.google.api.services.drive.Drive;
import com.google.api.services.drive.DriveRequest;
import com.google.api.services.drive.model.File;
import java.io.IOException;
import java.util.List;

/**
 * The request {@code files.create} with content: both in one request. The client's own way sends
 * them apart, or to an address that leaves out the path of the root URL.
 */
final class UploadFile extends DriveRequest<File> {
  @Key
  final String uploadType = "multipart";

  @Key
  final boolean supportsAllDrives = true;

  private final File wanted;
  private final byte[] content;

  UploadFile(Drive drive, File wanted, byte[] content, String fields) {
    super(
        drive,
        "POST",
        drive.getRootUrl() + "upload/" + drive.getServicePath() + "files",
        null,
        File.class);
    this.wanted = wanted;
    this.content = content;
    setFields(fields);
    setDisableGZipContent(true); // What is uploaded is compressed already.
  }

  @Override
  public HttpRequest buildHttpRequest() throws IOException {
    HttpRequest request = super.buildHttpRequest();
    request.setContent(
        new MultipartContent()
            .setContentParts(
                List.of(
                    new JsonHttpContent(getAbstractGoogleClient().getJsonFactory(), wanted),
                    new ByteArrayContent(wanted.getMimeType(), content))));
    return request;
  }
}
