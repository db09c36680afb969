package io.tallystick.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The rooms of docs/architecture.md and the one way in which dependencies point. */
class RoomsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("io.tallystick");

  private static final String BASE = "io.tallystick.base..";
  private static final String LEDGER = "io.tallystick.ledger..";
  private static final String SIMULATION = "io.tallystick.simulation..";
  private static final String ORDERING = "io.tallystick.ordering..";

  @Test
  void ledgerIsPureAndKnowsNoOtherRoom() {
    ArchRule rule =
        classes()
            .that()
            .resideInAPackage(LEDGER)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                LEDGER,
                BASE,
                "java.lang..",
                "java.util..",
                "java.math..",
                "java.security..",
                "java.nio.charset..",
                "java.nio",
                "");
    rule.check(CLASSES);
  }

  @Test
  void ledgerHasNoClockNoRandomAndNoThreads() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage(LEDGER)
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Random")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("java.util.concurrent..");
    rule.check(CLASSES);
  }

  @Test
  void orderingSeesBytesOnly() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage(ORDERING)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                LEDGER,
                "io.tallystick.batch..",
                "io.tallystick.ring..",
                "io.tallystick.api..",
                "io.tallystick.node..",
                "io.tallystick.cli..",
                "io.tallystick.persistence..");
    rule.check(CLASSES);
  }

  @Test
  void batchKnowsOnlyTheLedger() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage("io.tallystick.batch..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                ORDERING,
                "io.tallystick.ring..",
                "io.tallystick.api..",
                "io.tallystick.node..",
                "io.tallystick.cli..",
                "io.tallystick.persistence..",
                "akka..");
    rule.check(CLASSES);
  }

  @Test
  void theCoreOfRaftHasNoActorsAndNoFiles() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage("io.tallystick.ordering.raft..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("akka..", "java.io..", "java.nio.channels..", "java.nio.file..");
    rule.check(CLASSES);
  }

  @Test
  void persistenceKnowsNothingOfMoney() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage("io.tallystick.persistence..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                LEDGER,
                "io.tallystick.batch..",
                ORDERING,
                "io.tallystick.ring..",
                "io.tallystick.api..",
                "io.tallystick.node..",
                "io.tallystick.cli..");
    rule.check(CLASSES);
  }

  @Test
  void ringsAreBelowTheEdges() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage("io.tallystick.ring..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.tallystick.api..", "io.tallystick.node..", "io.tallystick.cli..");
    rule.check(CLASSES);
  }

  @Test
  void theEdgeKnowsNeitherNodeNorStores() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage("io.tallystick.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.tallystick.node..",
                "io.tallystick.cli..",
                "io.tallystick.persistence..",
                ORDERING);
    rule.check(CLASSES);
  }

  @Test
  void theSimulationIsBelowTheEdges() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage(SIMULATION)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.tallystick.api..",
                "io.tallystick.node..",
                "io.tallystick.cli..",
                "io.tallystick.config..",
                "akka..");
    rule.check(CLASSES);
  }

  @Test
  void theSimulationHasNoClockNoThreadsAndNoChanceOfItsOwn() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage(SIMULATION)
            .and()
            .doNotHaveSimpleName("SimulationRuns")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(
                Thread.class,
                java.time.Instant.class,
                java.time.Clock.class,
                java.util.Random.class,
                java.util.concurrent.ThreadLocalRandom.class,
                java.util.concurrent.ExecutorService.class);
    rule.check(CLASSES);
  }

  @Test
  void onlyTheCommandLineSimulates() {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackages(SIMULATION, "io.tallystick.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SIMULATION);
    rule.check(CLASSES);
  }

  @Test
  void nothingDependsOnTheCommandLine() {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackage("io.tallystick.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.tallystick.cli..");
    rule.check(CLASSES);
  }

  @Test
  void roomsHaveNoCycles() {
    ArchRule rule = slices().matching("io.tallystick.(*)..").should().beFreeOfCycles();
    rule.check(CLASSES);
  }
}
