package io.tallystick.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms of docs/architecture.md and the one way in which dependencies point. */
@AnalyzeClasses(packages = "io.tallystick", importOptions = DoNotIncludeTests.class)
class RoomsTest {
  private static final String BASE = "io.tallystick.base..";
  private static final String LEDGER = "io.tallystick.ledger..";
  private static final String ORDERING = "io.tallystick.ordering..";

  @ArchTest
  static final ArchRule ledgerIsPureAndKnowsNoOtherRoom =
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

  @ArchTest
  static final ArchRule ledgerHasNoClockNoRandomAndNoThreads =
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

  @ArchTest
  static final ArchRule orderingSeesBytesOnly =
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

  @ArchTest
  static final ArchRule batchKnowsOnlyTheLedger =
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

  @ArchTest
  static final ArchRule theCoreOfRaftHasNoActorsAndNoFiles =
      noClasses()
          .that()
          .resideInAPackage("io.tallystick.ordering.raft..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("akka..", "java.io..", "java.nio.channels..", "java.nio.file..");

  @ArchTest
  static final ArchRule persistenceKnowsNothingOfMoney =
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

  @ArchTest
  static final ArchRule ringsAreBelowTheEdges =
      noClasses()
          .that()
          .resideInAPackage("io.tallystick.ring..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.tallystick.api..", "io.tallystick.node..", "io.tallystick.cli..");

  @ArchTest
  static final ArchRule theEdgeKnowsNeitherNodeNorStores =
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

  @ArchTest
  static final ArchRule nothingDependsOnTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.tallystick.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.tallystick.cli..");

  @ArchTest
  static final ArchRule roomsHaveNoCycles =
      slices().matching("io.tallystick.(*)..").should().beFreeOfCycles();
}
