package dev.presgen.orchestrator.adapters.limits;

import java.net.URI;

/** Checks the address of a service that a setting gives. */
public final class BaseUrl {
  private BaseUrl() {}

  /**
   * The address with a slash at its end.
   *
   * @throws IllegalArgumentException when it is not http or https, or has a query; names the
   *     setting
   */
  public static URI checked(String setting, URI url) {
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!http
        || url.getHost() == null
        || url.getUserInfo() != null
        || url.getQuery() != null
        || url.getFragment() != null) {
      throw new IllegalArgumentException(words(setting));
    }
    return url.toString().endsWith("/") ? url : URI.create(url + "/");
  }

  /** Says what the setting must be. */
  static String words(String setting) {
    return setting
        + " must be an http or https address without a query, such as"
        + " https://service.example.org/path/.";
  }
}
