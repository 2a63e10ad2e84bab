package dev.podium;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.TypeVariable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The exported API of a module as text, one line for each type and member, compared with the module's {@code api.txt}.
 *
 * <p>So a change of the API is a diff that somebody reads. Each module has an {@code ApiTest} that calls
 * {@link #check()}; {@code -Dpodium.api.update=true} writes the file instead of comparing.
 *
 * <p>Left out is what follows from the rest: a record's canonical constructor and accessors, an enum's
 * {@code values}, and overrides of {@code equals}, {@code hashCode} and {@code toString}.
 */
public final class ApiTxt {

    private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");

    private ApiTxt() {}

    /** Compares the module in the current directory with its {@code api.txt}, or rewrites that file where asked to. */
    public static void check() throws IOException {
        var module = Path.of("").toAbsolutePath();
        var file = module.resolve("api.txt");
        var actual = lines(module.resolve("target/classes"));
        if (Boolean.getBoolean("podium.api.update")) {
            Files.write(file, actual);
        }

        var reviewed = Files.exists(file) ? Files.readAllLines(file) : List.<String>of();
        assertThat(actual)
                .as("""
                        The exported API of %s is not the one in its api.txt.
                        Where the change is meant, write the file and commit it:
                          ./mvnw -q test -Dtest=ApiTest -Dsurefire.failIfNoSpecifiedTests=false -Dpodium.api.update=true -pl %s -am""".formatted(module.getFileName(), module.getFileName()))
                .containsExactlyElementsOf(reviewed);
    }

    /** The lines of all types that the module compiled into this folder exports to everybody, sorted. */
    static List<String> lines(Path classes) throws IOException {
        ModuleDescriptor descriptor;
        try (var bytes = Files.newInputStream(classes.resolve("module-info.class"))) {
            descriptor = ModuleDescriptor.read(bytes);
        }
        var lines = new TreeSet<String>();
        for (var exports : descriptor.exports()) {
            if (!exports.isQualified()) {
                types(classes, exports.source()).forEach(type -> describe(type, lines));
            }
        }
        return List.copyOf(lines);
    }

    private static List<Class<?>> types(Path classes, String name) throws IOException {
        try (Stream<Path> files = Files.list(classes.resolve(name.replace('.', '/')))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
                    .<Class<?>>map(file -> load(name + "." + file.substring(0, file.length() - ".class".length())))
                    .filter(ApiTxt::isExported)
                    .toList();
        }
    }

    /** Without running static initialisers: some would load a native library. */
    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ApiTxt.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new UncheckedIOException(
                    new IOException("The class (%s) is not on the class path.".formatted(name), e));
        }
    }

    private static boolean isExported(Class<?> type) {
        if (type.isAnonymousClass() || type.isLocalClass() || type.isSynthetic()) {
            return false;
        }
        var around = type.getEnclosingClass();
        return isVisible(type.getModifiers()) && (around == null || isExported(around));
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static void describe(Class<?> type, Set<String> lines) {
        var name = type.getCanonicalName();
        lines.add(name + " : " + header(type));
        for (var field : type.getDeclaredFields()) {
            if (isVisible(field.getModifiers()) && !field.isSynthetic()) {
                lines.add(name + "." + field(field));
            }
        }
        for (var constructor : type.getDeclaredConstructors()) {
            if (isVisible(constructor.getModifiers()) && !constructor.isSynthetic() && !isCanonical(constructor)) {
                lines.add(name + parameters(constructor) + thrown(constructor));
            }
        }
        for (var method : type.getDeclaredMethods()) {
            if (isVisible(method.getModifiers()) && !method.isSynthetic() && !isImplied(method)) {
                lines.add(name + "." + method(method));
            }
        }
    }

    private static String header(Class<?> type) {
        var words = new ArrayList<String>();
        if (type.isEnum()) {
            words.add("enum");
        } else if (type.isRecord()) {
            words.add("record"
                    + Arrays.stream(type.getRecordComponents())
                            .map(component -> type(component.getAnnotatedType()) + " " + component.getName())
                            .collect(Collectors.joining(", ", "(", ")")));
        } else {
            if (type.isSealed()) {
                words.add("sealed");
            }
            if (type.isInterface()) {
                words.add(type.isAnnotation() ? "@interface" : "interface");
            } else {
                words.add(Modifier.isAbstract(type.getModifiers()) ? "abstract class" : finality(type) + "class");
            }
        }
        var generics = generics(type.getTypeParameters());
        if (!generics.isEmpty()) {
            words.add(generics.strip());
        }
        var parent = type.getAnnotatedSuperclass();
        if (parent != null && !Set.of(Object.class, Record.class).contains(type.getSuperclass()) && !type.isEnum()) {
            words.add("extends " + type(parent));
        }
        if (type.getInterfaces().length > 0) {
            words.add((type.isInterface() ? "extends " : "implements ") + types(type.getAnnotatedInterfaces()));
        }
        if (type.isSealed()) {
            words.add("permits "
                    + Arrays.stream(type.getPermittedSubclasses())
                            .map(Class::getCanonicalName)
                            .collect(Collectors.joining(", ")));
        }
        return String.join(" ", words);
    }

    private static String finality(Class<?> type) {
        return Modifier.isFinal(type.getModifiers()) ? "final " : "";
    }

    private static String field(Field field) {
        if (field.isEnumConstant()) {
            return field.getName();
        }
        return field.getName() + " : " + words(field.getModifiers()) + type(field.getAnnotatedType());
    }

    private static String method(Method method) {
        return method.getName()
                + parameters(method)
                + " : "
                + (method.isDefault() ? "default " : "")
                + words(method.getModifiers() & ~Modifier.ABSTRACT & ~Modifier.FINAL & ~Modifier.SYNCHRONIZED)
                + generics(method.getTypeParameters())
                + type(method.getAnnotatedReturnType())
                + thrown(method);
    }

    private static String parameters(Executable executable) {
        return "(" + types(executable.getAnnotatedParameterTypes()) + ")";
    }

    private static String thrown(Executable executable) {
        var thrown = executable.getAnnotatedExceptionTypes();
        return thrown.length == 0 ? "" : " throws " + types(thrown);
    }

    private static boolean isCanonical(Constructor<?> constructor) {
        var type = constructor.getDeclaringClass();
        return type.isRecord()
                && Arrays.equals(
                        constructor.getParameterTypes(),
                        Arrays.stream(type.getRecordComponents())
                                .map(RecordComponent::getType)
                                .toArray(Class<?>[]::new));
    }

    private static boolean isImplied(Method method) {
        var type = method.getDeclaringClass();
        if (OF_EVERY_OBJECT.contains(method.getName()) && !Modifier.isStatic(method.getModifiers())) {
            return true;
        }
        if (type.isEnum()) {
            return Set.of("values", "valueOf").contains(method.getName());
        }
        return type.isRecord()
                && method.getParameterCount() == 0
                && Arrays.stream(type.getRecordComponents())
                        .anyMatch(component -> component.getName().equals(method.getName()));
    }

    private static String words(int modifiers) {
        var shown = modifiers & ~Modifier.PUBLIC & ~Modifier.TRANSIENT & ~Modifier.VOLATILE;
        return shown == 0 ? "" : Modifier.toString(shown) + " ";
    }

    private static String generics(TypeVariable<?>[] variables) {
        if (variables.length == 0) {
            return "";
        }
        return Arrays.stream(variables)
                .map(variable -> variable.getBounds()[0] == Object.class
                        ? variable.getName()
                        : variable.getName() + " extends "
                                + types(variable.getAnnotatedBounds()).replace(", ", " & "))
                .collect(Collectors.joining(", ", "<", "> "));
    }

    private static String types(AnnotatedType[] types) {
        return Arrays.stream(types).map(ApiTxt::type).collect(Collectors.joining(", "));
    }

    /** As Java writes it, with full names except for java.lang, and nullness as the one word. */
    private static String type(AnnotatedType type) {
        return type.toString()
                .replaceAll("@org\\.jspecify\\.annotations\\.(\\w+)\\(\\)", "@$1")
                .replaceAll("\\bjava\\.lang\\.(?=[A-Z]\\w*\\b(?!\\.))", "")
                .replace('$', '.');
    }
}
