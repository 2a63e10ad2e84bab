/**
 * The part of Jinja in which chat templates are written: lexer, parser, interpreter.
 *
 * <p>It exists because Jinja on the JVM (jinjava 2.8.1 was tried) rendered half of the published templates differently:
 * slices with a step, Python's string methods and newlines in strings are missing. What is here follows Jinja 3 with {@code trim_blocks}
 * and {@code lstrip_blocks}, as transformers sets it up; what is not here is refused by name, with the line.
 *
 * <pre>{@code
 * Template template = Template.parse("{% for m in messages %}{{ m.role | upper }} {% endfor %}");
 * template.render(Map.of("messages", List.of(Map.of("role", "user"))), Clock.systemDefaultZone()); // "USER "
 * }</pre>
 *
 * <p>Read {@code Template}, then {@code Node} and {@code Expression}, which are the whole language, then {@code Rendering}.
 */
@NullMarked
package dev.podium.text.jinja;

import org.jspecify.annotations.NullMarked;
