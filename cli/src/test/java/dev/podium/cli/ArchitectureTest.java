package dev.podium.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.lang.System.Logger;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules of the house that a compiler does not check, over the byte code of all modules. */
class ArchitectureTest {

    /** Compiled classes in a folder while Maven only tests, in a jar once it has packaged; tests of other modules left out. */
    private static final Pattern MODULE =
            Pattern.compile(".*/(?:([a-z]+)/target/classes/|podium-([a-z]+)-[^/]*\\.jar!/).*");

    private static final JavaClasses PODIUM = new ClassFileImporter()
            .withImportOption(ArchitectureTest::isShipped)
            .importPackages("dev.podium");

    private static boolean isShipped(Location location) {
        return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }

    private static DescribedPredicate<JavaClass> in(String module) {
        return describe("in module " + module, type -> module.equals(moduleOf(type)));
    }

    /** The folder of the module that holds this class; empty for a class that is not ours. */
    private static String moduleOf(JavaClass type) {
        return type.getBaseComponentType()
                .getSource()
                .filter(_ -> type.getBaseComponentType().getPackageName().startsWith("dev.podium"))
                .map(source -> MODULE.matcher(source.getUri().toString()))
                .filter(Matcher::matches)
                .map(location -> location.group(1) == null ? location.group(2) : location.group(1))
                .orElse("");
    }

    @Test
    void the_rules_see_the_classes_of_several_modules() {
        assertThat(PODIUM.stream().map(ArchitectureTest::moduleOf))
                .contains("core", "models", "cli")
                .doesNotContain("");
    }

    @Test
    void only_the_file_package_of_core_touches_files() {
        noClasses()
                .that(in("core"))
                .and()
                .resideOutsideOfPackage("dev.podium.file..")
                .should(dependOnClassesThat(resideInAnyPackage("java.nio.file..", "java.nio.channels..")
                        .or(belongToAnyOf(
                                java.io.File.class,
                                java.io.FileInputStream.class,
                                java.io.FileOutputStream.class,
                                java.io.FileReader.class,
                                java.io.FileWriter.class,
                                java.io.RandomAccessFile.class))))
                .check(PODIUM);
    }

    @Test
    void core_opens_no_socket_and_never_logs() {
        noClasses()
                .that(in("core"))
                .should(dependOnClassesThat(resideInAPackage("java.net..")
                        .and(DescribedPredicate.not(
                                belongToAnyOf(java.net.URI.class, java.net.URISyntaxException.class)))
                        .or(belongToAnyOf(Logger.class))
                        .or(resideInAPackage("java.util.logging.."))))
                .check(PODIUM);
    }

    @Test
    void an_order_never_sees_a_model() {
        noClasses()
                .that()
                .resideInAPackage("dev.podium.order..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.podium.model..", "dev.podium.read..")
                .check(PODIUM);
    }

    @Test
    void families_of_methods_do_not_see_one_another() {
        slices().matching("dev.podium.method.(*)..")
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(true)
                .check(PODIUM);
    }

    @Test
    void a_method_extends_no_method() {
        // An enum's values are settings, and its superclass is given.
        classes()
                .that()
                .resideInAPackage("dev.podium.method..")
                .and()
                .areNotInterfaces()
                .should(be(describe(
                        "direct subclasses of Object, Record or Enum",
                        type -> type.getRawSuperclass()
                                .map(JavaClass::getName)
                                .filter(Set.of("java.lang.Object", "java.lang.Record", "java.lang.Enum")::contains)
                                .isPresent())))
                .allowEmptyShould(true)
                .check(PODIUM);
    }

    @Test
    void packages_have_no_cycles() {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return SliceIdentifier.of(type.getPackageName());
                    }

                    @Override
                    public String getDescription() {
                        return "the packages";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(PODIUM);
    }

    @Test
    void only_the_command_line_starts_threads_or_reads_the_environment() {
        noClasses()
                .that(DescribedPredicate.not(in("cli")))
                // An experiment runs its queries side by side, a remote model has a client, batching waits for company,
                // an
                // encoder runs one sequence on each core, a collection is analysed on all of them, and a hub's files
                // arrive side by side.
                .and()
                .doNotHaveFullyQualifiedName("dev.podium.eval.Experiment")
                .and()
                .resideOutsideOfPackage("dev.podium.remote..")
                .and()
                .doNotHaveFullyQualifiedName("dev.podium.model.wrap.Batched")
                .and()
                .doNotHaveFullyQualifiedName("dev.podium.retrieve.Indexing")
                .and()
                .doNotHaveFullyQualifiedName("dev.podium.onnx.Lanes")
                .and()
                .doNotHaveFullyQualifiedName("dev.podium.hub.SideBySide")
                // The parts of one large file, for the time of one call, on threads that the JDK has anyway.
                .and()
                .doNotHaveFullyQualifiedName("dev.podium.file.RunParts")
                // Texts of a batch being cut into tokens, while a graphics processor waits for them.
                .and()
                .doNotHaveFullyQualifiedName("dev.podium.torch.layer.SideBySide")
                // Where models are cached is said by variables that all tools share, and a back end is not handed any.
                .and()
                .doNotHaveFullyQualifiedName("dev.podium.hub.HubSettings")
                .should()
                .callMethodWhere(describe("it starts a thread or reads the environment", ArchitectureTest::reachesOut))
                .orShould()
                .callConstructorWhere(describe("it makes a thread", call -> isThreading(call.getTargetOwner())))
                .check(PODIUM);
    }

    private static boolean reachesOut(JavaAccess<?> call) {
        var owner = call.getTargetOwner();
        return switch (call.getName()) {
            case "getenv" -> owner.isEquivalentTo(System.class);
            case "start", "startVirtualThread", "ofVirtual", "ofPlatform" -> isThreading(owner);
            case "parallelStream", "parallel" -> owner.getName().startsWith("java.util.");
            default ->
                owner.isAssignableTo(Executor.class)
                        || owner.isEquivalentTo(java.util.concurrent.Executors.class)
                        || owner.isEquivalentTo(java.util.concurrent.CompletableFuture.class);
        };
    }

    private static boolean isThreading(JavaClass type) {
        return type.isAssignableTo(Thread.class)
                || type.isAssignableTo(Thread.Builder.class)
                || type.isAssignableTo(Executor.class)
                || type.isAssignableTo(java.util.Timer.class);
    }

    /** The networks beneath torch: are public to each other only; they hold native memory that changes. */
    private static boolean isExported(JavaClass type) {
        return !type.getPackageName().startsWith("dev.podium.torch.");
    }

    @Test
    void fields_of_public_types_are_final() {
        fields().that()
                .areDeclaredInClassesThat(describe(
                        "are public and seen from outside",
                        type -> type.getModifiers().contains(JavaModifier.PUBLIC) && isExported(type)))
                .should()
                .beFinal()
                .check(PODIUM);
    }

    @Test
    void every_package_is_null_marked_by_its_package_info() {
        var packages = PODIUM.stream().map(JavaClass::getPackage).distinct();

        assertThat(packages)
                .allSatisfy(one -> assertThat(one.isAnnotatedWith(NullMarked.class))
                        .as(
                                "The package (%s) needs a package-info.java with @NullMarked that teaches it.",
                                one.getName())
                        .isTrue());
    }

    @Test
    void no_method_takes_an_optional() {
        noMethods()
                .should()
                .haveRawParameterTypes(describe(
                        "any Optional", types -> types.stream().anyMatch(type -> type.isEquivalentTo(Optional.class))))
                .check(PODIUM);
    }

    @Test
    void no_accessor_says_get() {
        methods()
                .that()
                .arePublic()
                .and(describe("are declared outside of cli", method -> !"cli".equals(moduleOf(method.getOwner()))))
                .and(describe("override nothing", ArchitectureTest::overridesNothing))
                .should()
                .haveNameNotMatching("get[A-Z].*")
                .check(PODIUM);
    }

    private static boolean overridesNothing(JavaMethod method) {
        var parameters =
                method.getRawParameterTypes().stream().map(JavaClass::getName).toArray(String[]::new);
        return Stream.concat(
                        method.getOwner().getAllRawSuperclasses().stream(),
                        method.getOwner().getAllRawInterfaces().stream())
                .noneMatch(above ->
                        above.tryGetMethod(method.getName(), parameters).isPresent());
    }

    @Test
    void names_say_what_a_type_is() {
        noClasses()
                .should()
                .haveNameMatching(".*[.$](Abstract|Base)[A-Z][A-Za-z]*|.*(Utils?|Manager|Helper|Impl|Base)")
                .check(PODIUM);
    }

    @Test
    void errors_have_a_type_and_are_not_printed() {
        noClasses()
                .should()
                .callConstructorWhere(describe(
                        "it makes a bare exception",
                        call -> Set.of(
                                                "java.lang.RuntimeException",
                                                "java.lang.Exception",
                                                "java.lang.Throwable",
                                                "java.lang.Error")
                                        .contains(call.getTargetOwner().getName())
                                && !call.getOriginOwner().isAssignableTo(Throwable.class)))
                .orShould()
                .callMethodWhere(
                        describe("it prints a trace", call -> call.getName().equals("printStackTrace")))
                .check(PODIUM);
    }

    @Test
    void nothing_but_the_command_line_prints() {
        noClasses()
                .that(DescribedPredicate.not(in("cli")))
                .should()
                .accessFieldWhere(describe(
                        "it is a standard stream",
                        access -> access.getTargetOwner().isEquivalentTo(System.class)
                                && Set.of("in", "out", "err").contains(access.getName())))
                .check(PODIUM);
    }

    @Test
    void nobody_sees_the_command_line_and_core_sees_nobody() {
        noClasses()
                .that(DescribedPredicate.not(in("cli")))
                .should(dependOnClassesThat(in("cli").and(resideInAPackage("dev.podium.."))))
                .check(PODIUM);
        noClasses()
                .that(in("core"))
                .should(dependOnClassesThat(resideInAPackage("dev.podium..").and(DescribedPredicate.not(in("core")))))
                .check(PODIUM);
    }

    @Test
    void a_record_that_is_public_has_no_array() {
        // A record with an array prints and compares by identity, which is not what a record promises.
        fields().that()
                .areDeclaredInClassesThat(describe(
                        "are public records seen from outside",
                        type -> type.isRecord()
                                && type.getModifiers().contains(JavaModifier.PUBLIC)
                                && isExported(type)))
                .and()
                .areNotStatic()
                .should()
                .notHaveRawType(describe("an array", JavaClass::isArray))
                .check(PODIUM);
    }
}
