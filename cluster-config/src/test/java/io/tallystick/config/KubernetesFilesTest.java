package io.tallystick.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The Kubernetes manifests: well-formed, and the fields on which safety hangs. */
final class KubernetesFilesTest {
  private static final Path FOLDER = Path.of("kubernetes");

  private static List<Map<String, Object>> documents(String file) throws IOException {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    List<Map<String, Object>> all = new ArrayList<>();
    try (Reader text = Files.newBufferedReader(FOLDER.resolve(file))) {
      for (Object document : new Yaml(new SafeConstructor(strict)).loadAll(text)) {
        all.add(map(document));
      }
    }
    return all;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    assertThat(value).isInstanceOf(Map.class);
    return (Map<String, Object>) value;
  }

  /** What stands at a path of names and positions. */
  private static Object at(Object root, Object... path) {
    Object here = root;
    for (Object step : path) {
      here = step instanceof Integer i ? ((List<?>) here).get(i) : map(here).get(step);
    }
    return here;
  }

  private static Map<String, Object> statefulSet() throws IOException {
    return documents("statefulset.yaml").get(0);
  }

  private static Map<String, Object> container() throws IOException {
    return map(at(statefulSet(), "spec", "template", "spec", "containers", 0));
  }

  @Test
  void everyManifestIsWellFormedAndListed() throws IOException {
    List<?> listed = (List<?>) documents("kustomization.yaml").get(0).get("resources");
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<String> manifests =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".yaml") && !name.equals("kustomization.yaml"))
              .sorted()
              .toList();
      assertThat(manifests).isEqualTo(listed.stream().map(Object::toString).sorted().toList());
      for (String manifest : manifests) {
        assertThat(documents(manifest))
            .isNotEmpty()
            .allSatisfy(document -> assertThat(document).containsKeys("apiVersion", "kind"));
      }
    }
  }

  @Test
  void podsFindEachOtherBeforeTheyAreReady() throws IOException {
    Map<String, Object> headless = documents("services.yaml").get(0);
    assertThat(at(headless, "metadata", "name")).isEqualTo("tallystick");
    assertThat(at(headless, "spec", "clusterIP")).isEqualTo("None");
    assertThat(at(headless, "spec", "publishNotReadyAddresses")).isEqualTo(true);
    assertThat(at(statefulSet(), "spec", "serviceName")).isEqualTo("tallystick");
    assertThat(at(statefulSet(), "spec", "podManagementPolicy")).isEqualTo("Parallel");
  }

  @Test
  void everyPodIsAPeerUnderItsStableName() throws IOException {
    int replicas = (Integer) at(statefulSet(), "spec", "replicas");
    String line = (String) at(container(), "args", 0);
    for (int node = 1; node <= replicas; node++) {
      assertThat(line).contains(node + "=tallystick-" + (node - 1) + ".tallystick:25520");
    }
    assertThat(line)
        .contains("--node $((${TALLYSTICK_POD_NAME##*-} + 1))")
        .contains("--config /etc/tallystick/node.conf")
        .contains("--data /var/lib/tallystick");
  }

  @Test
  void gatewaysAreNoPeersAndComeAndGoWithoutALedgerNode() throws IOException {
    List<Map<String, Object>> all = documents("gateways.yaml");
    assertThat(all)
        .map(document -> document.get("kind"))
        .containsExactly(
            "Deployment",
            "Service",
            "HorizontalPodAutoscaler",
            "PodDisruptionBudget",
            "NetworkPolicy");
    Map<String, Object> pod = map(at(all.get(0), "spec", "template"));
    assertThat(at(pod, "metadata", "labels", "app"))
        .as("ledger nodes' remoting is closed to it, and their Services do not choose it")
        .isEqualTo("tallystick-gateway");
    assertThat((String) at(pod, "spec", "containers", 0, "args", 0))
        .contains("--role gateway")
        .contains("--config /etc/tallystick/gateway.conf")
        .doesNotContain("--peers", "--data");
    assertThat(at(pod, "spec", "containers", 0, "readinessProbe", "httpGet", "path"))
        .isEqualTo("/health/ready");
    assertThat(at(pod, "spec", "securityContext", "runAsNonRoot")).isEqualTo(true);
    assertThat(at(all.get(1), "spec", "selector", "app")).isEqualTo("tallystick-gateway");
    assertThat(at(all.get(2), "spec", "scaleTargetRef", "name")).isEqualTo("tallystick-gateway");
    assertThat(Files.readString(FOLDER.resolve("gateways.yaml")))
        .as("a certificate of its own, without the ledger nodes' name")
        .contains("secretName: tallystick-gateway-tls");
  }

  @Test
  void probesAskTheNodesOwnHealth() throws IOException {
    for (String probe : List.of("startupProbe", "livenessProbe")) {
      assertThat(at(container(), probe, "httpGet", "path")).isEqualTo("/health/live");
    }
    assertThat(at(container(), "readinessProbe", "httpGet", "path")).isEqualTo("/health/ready");
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      assertThat(at(container(), probe, "httpGet", "port")).isEqualTo("health");
    }
    int patience =
        (Integer) at(container(), "startupProbe", "failureThreshold")
            * (Integer) at(container(), "startupProbe", "periodSeconds");
    assertThat(patience).isGreaterThanOrEqualTo(3_600);
  }

  @Test
  void oneNodeAtATimeMayGo() throws IOException {
    Map<String, Object> budget = documents("disruption.yaml").get(0);
    assertThat(budget).containsEntry("kind", "PodDisruptionBudget");
    assertThat(at(budget, "spec", "maxUnavailable")).isEqualTo(1);
    assertThat(at(budget, "spec", "selector", "matchLabels", "app")).isEqualTo("tallystick");
    assertThat(
            at(
                statefulSet(),
                "spec",
                "template",
                "spec",
                "affinity",
                "podAntiAffinity",
                "requiredDuringSchedulingIgnoredDuringExecution",
                0,
                "topologyKey"))
        .isEqualTo("kubernetes.io/hostname");
  }

  @Test
  void keysComeFromASecretAndNothingRunsAsRoot() throws IOException {
    Map<String, Object> pod = map(at(statefulSet(), "spec", "template", "spec"));
    assertThat(at(pod, "securityContext", "runAsNonRoot")).isEqualTo(true);
    assertThat(at(container(), "securityContext", "readOnlyRootFilesystem")).isEqualTo(true);
    List<?> volumes = (List<?>) pod.get("volumes");
    assertThat(volumes)
        .anySatisfy(
            volume -> assertThat(at(volume, "secret", "secretName")).isEqualTo("tallystick-tls"));
    List<?> mounts = (List<?>) container().get("volumeMounts");
    assertThat(mounts)
        .anySatisfy(mount -> assertThat(at(mount, "mountPath")).isEqualTo("/etc/tallystick/tls"));
    assertThat(Files.readString(FOLDER.resolve("statefulset.yaml")))
        .as("no password stands in a manifest")
        .doesNotContainPattern("(?i)password:\\s*\\S");
  }

  @Test
  void remotingIsForNodesAloneAndMetricsForPrometheus() throws IOException {
    Map<String, Object> policy = documents("network.yaml").get(0);
    List<?> rules = (List<?>) at(policy, "spec", "ingress");
    assertThat(rules).hasSize(3);
    assertThat(at(rules.get(0), "ports", 0, "port")).isEqualTo("https");
    assertThat(at(rules.get(1), "from", 0, "podSelector", "matchLabels", "app"))
        .isEqualTo("tallystick");
    assertThat(at(rules.get(2), "ports", 0, "port")).isEqualTo("health");
    assertThat(at(rules.get(2), "from", 0, "podSelector", "matchLabels", "app.kubernetes.io/name"))
        .isEqualTo("prometheus");
  }
}
