package io.tallystick.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientConfigTest {
  @TempDir Path home;

  private ClientConfig config(Map<String, String> environment) {
    return ClientConfig.load(environment::get, home);
  }

  @Test
  void theEnvironmentStandsOverTheFile() throws IOException {
    assertThat(config(Map.of()).get("url")).isEmpty();
    Files.createDirectories(home.resolve(".tallystick"));
    Files.writeString(
        home.resolve(".tallystick/client.properties"),
        "# mine\nurl = http://a:1\nkey=/k.pem\nparticipant = bank-a \n");
    ClientConfig config = config(Map.of("TALLYSTICK_URL", "http://b:2", "TALLYSTICK_KEY", ""));
    assertThat(config.get("url")).contains("http://b:2");
    assertThat(config.get("key")).contains("/k.pem");
    assertThat(config.get("participant")).contains("bank-a");
  }

  @Test
  void aFileThatIsNamedMustBeThereAndKnown() throws IOException {
    Path other = home.resolve("other.properties");
    Map<String, String> environment = Map.of("TALLYSTICK_CONFIG", other.toString());
    assertThatThrownBy(() -> config(environment)).isInstanceOf(TallystickException.class);
    Files.writeString(other, "url=http://c:3\n");
    assertThat(config(environment).get("url")).contains("http://c:3");
    Files.writeString(other, "uri=http://c:3\n");
    assertThatThrownBy(() -> config(environment))
        .isInstanceOf(TallystickException.class)
        .hasMessageContaining("unknown name uri");
  }
}
