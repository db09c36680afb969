package io.tallystick.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No web page can reach the server of the development profile, by name or by post. */
final class RequestGuardTest {
  private static ServerUnderTest server;

  @BeforeAll
  static void start() throws Exception {
    server = ServerUnderTest.withAccounts();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          127.0.0.1:PORT       | 200
          localhost:PORT       | 200
          LOCALHOST:PORT       | 200
          [::1]:PORT           | 200
          127.0.0.1            | 403
          127.0.0.1:1          | 403
          localhost            | 403
          evil.example:PORT    | 403
          evil.example         | 403
          127.0.0.1.evil:PORT  | 403
          0.0.0.0:PORT         | 403
          127.0.0.2:PORT       | 403
          """)
  void only_its_own_names_are_served(String host, int status) throws Exception {
    String answer =
        server.raw(
            "GET /v1/status HTTP/1.1\r\nHost: "
                + host.replace("PORT", Integer.toString(server.port))
                + "\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    if (status == 403) {
      assertThat(answer).contains("\"host_refused\"");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Origin: http://evil.example          | 403
          Origin: null                         | 403
          Origin: https://127.0.0.1:PORT       | 403
          Origin: http://127.0.0.1:1           | 403
          Origin: http://127.0.0.1             | 403
          Origin: http://127.0.0.1:x           | 403
          Origin: http://127.0.0.1:PORT        | 200
          Origin: http://localhost:PORT        | 200
          Origin: http://[::1]:PORT            | 200
          Sec-Fetch-Site: cross-site           | 403
          Sec-Fetch-Site: same-site            | 403
          Sec-Fetch-Site: same-origin          | 200
          Sec-Fetch-Site: none                 | 200
          X-Nothing: 1                         | 200
          """)
  void no_submission_comes_from_another_site(String header, int status) throws Exception {
    String body = "{\"code\":\"CHF\"}";
    String answer =
        server.raw(
            "POST /v1/ledgers HTTP/1.1\r\nHost: 127.0.0.1:"
                + server.port
                + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                + body.length()
                + "\r\n"
                + header.replace("PORT", Integer.toString(server.port))
                + "\r\n\r\n"
                + body);
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer).doesNotContain("Access-Control");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gateway.example:8443 | 200
          GATEWAY.example:8443 | 200
          [::2]:8443           | 200
          gateway.example:PORT | 403
          gateway.example      | 403
          [::2]:PORT           | 403
          own.example:PORT     | 200
          own.example:8443     | 403
          """)
  void a_name_with_a_port_is_taken_with_that_port_alone(String host, int status) throws Exception {
    ApiSettings settings = ApiSettings.development(0);
    ApiSettings.Binding where =
        ApiSettings.Binding.at(
            "127.0.0.1",
            0,
            Set.of("own.example", "gateway.example:8443", "[::2]:8443"),
            Optional.empty());
    try (ServerUnderTest named = new ServerUnderTest(settings.withBinding(where))) {
      assertThat(
              named.raw(
                  "GET /v1/status HTTP/1.1\r\nHost: "
                      + host.replace("PORT", Integer.toString(named.port))
                      + "\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 " + status + " ");
    }
  }
}
