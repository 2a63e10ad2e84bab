package dev.podium.prompt;

import dev.podium.model.Message.Role;
import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A prompt as data: turns with slots, some of them once a passage.
 *
 * <p>The text of a template begins with lines {@code about:} and {@code source:}, which may be left out, and goes on in sections. A
 * section begins with a line {@code === user} (or {@code system}, {@code assistant}, {@code plain}) or {@code === each user}, and its
 * text runs up to the line break before the next such line. Neighbouring sections of one role are one turn; neighbouring {@code each}
 * sections are repeated together, once a passage. A last section of the assistant's is the begin of the answer. Sections called
 * {@code plain} make a prompt without any conversation around it.
 *
 * <p>Slots are names in braces, such as <code>{query}</code>; a name that nobody fills is an error, and any other brace is itself.
 *
 * @param name by which messages call it
 * @param about what it is, in a line; may be empty
 * @param source where it is from; may be empty
 * @param sections in their order
 * @since 0.1.0
 */
public record Template(String name, String about, String source, List<Section> sections) {

    private static final Pattern HEADER = Pattern.compile("=== (each )?(system|user|assistant|plain)");
    private static final Pattern SLOT = Pattern.compile("\\{([a-z][a-z_]*)\\}");

    /**
     * A stretch of a template.
     *
     * @param role who says it; null in a prompt without a conversation
     * @param each whether it is repeated, once a passage
     * @param text with slots
     * @param apart whether it is tokenized apart from what stands before it
     */
    public record Section(@Nullable Role role, boolean each, String text, boolean apart) {}

    /** Copies and checks. */
    public Template {
        sections = List.copyOf(sections);
        long plain = sections.stream().filter(section -> section.role() == null).count();
        if (sections.isEmpty() || (plain > 0 && plain < sections.size())) {
            throw new IllegalArgumentException(
                    "The template \"%s\" must have sections, and be plain in all of them or none.".formatted(name));
        }
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException if it is not of the form told above; the message has the line
     */
    public static Template parse(String name, String text) {
        Map<String, String> head = new LinkedHashMap<>(Map.of("about", "", "source", ""));
        List<Section> sections = new ArrayList<>();
        @Nullable Matcher open = null;
        StringBuilder body = new StringBuilder();
        boolean begun = false;
        for (String line : text.split("\n", -1)) {
            Matcher header = HEADER.matcher(line);
            if (header.matches()) {
                if (open != null) {
                    sections.add(section(open, body));
                }
                open = header;
                body = new StringBuilder();
                begun = false;
            } else if (open != null) {
                body.append(begun ? "\n" : "").append(line);
                begun = true;
            } else if (!line.isBlank()) {
                int colon = line.indexOf(": ");
                if (colon < 0 || head.replace(line.substring(0, colon), line.substring(colon + 2)) == null) {
                    throw new IllegalArgumentException(
                            "The template \"%s\" begins with the line \"%s\" but must begin with about:, source: or a section.\nMaybe: === user"
                                    .formatted(name, line));
                }
            }
        }
        if (open != null) {
            sections.add(section(open, body));
        }
        return new Template(name, head.getOrDefault("about", ""), head.getOrDefault("source", ""), sections);
    }

    private static Section section(Matcher header, CharSequence body) {
        String role = header.group(2);
        return new Section(
                role.equals("plain") ? null : Role.valueOf(role.toUpperCase(Locale.ROOT)),
                header.group(1) != null,
                body.toString(),
                false);
    }

    /** Whether it is a text without a conversation around it. */
    public boolean isPlain() {
        return sections.getFirst().role() == null;
    }

    /** The same without what anybody says in this role. */
    public Template without(Role role) {
        return new Template(
                name,
                about,
                source,
                sections.stream().filter(section -> section.role() != role).toList());
    }

    /** The same, its answer begun otherwise, or not at all where nothing is given. */
    public Template answering(String begin) {
        List<Section> all = new ArrayList<>(sections);
        if (all.getLast().role() == Role.ASSISTANT && !all.getLast().each()) {
            all.removeLast();
        }
        if (!begin.isEmpty()) {
            all.add(new Section(Role.ASSISTANT, false, begin, false));
        }
        return new Template(name, about, source, all);
    }

    /**
     * The same, tokenized in stretches: each begins where one of these texts does, so that no token spans two.
     *
     * <p>Published checkpoints were trained on token ids put together, which the letters of a prompt do not tell: a line break that was
     * tokenized alone is another token than one at the end of a sentence.
     *
     * @param begins in their order; each is looked for behind the place where the one before was found
     * @throws IllegalArgumentException if one is not there
     */
    public Template apartBefore(String... begins) {
        List<Section> all = new ArrayList<>(sections);
        int section = 0;
        int from = 0;
        for (String begin : begins) {
            int at = all.get(section).text().indexOf(begin, from);
            while (at < 0 && section + 1 < all.size()) {
                section++;
                at = all.get(section).text().indexOf(begin);
            }
            if (at < 0) {
                throw new IllegalArgumentException(
                        "The template \"%s\" has no \"%s\" where a stretch was to begin.\nMaybe they stand in another order."
                                .formatted(name, begin));
            }
            Section whole = all.get(section);
            all.set(
                    section,
                    new Section(whole.role(), whole.each(), whole.text().substring(0, at), whole.apart()));
            section++;
            all.add(
                    section,
                    new Section(whole.role(), whole.each(), whole.text().substring(at), true));
            from = 1; // one text may begin with another: a line break, and what follows it
        }
        return new Template(name, about, source, all);
    }

    /**
     * The prompt with its slots filled.
     *
     * <p>A conversation that a model without a template is shown becomes a plain text: its turns one after another, an empty line
     * between.
     *
     * @param forms that the model reads
     * @param whole what goes into all sections
     * @param each what goes into those of each passage, besides
     * @throws IllegalArgumentException if a slot is not filled, or the model reads plain texts no more than conversations
     */
    public Prompt render(Set<Prompt.Form> forms, Filling whole, List<Filling> each) {
        if (isPlain() && sections.stream().allMatch(Section::each)) {
            return fused(forms, whole, each);
        }
        Rendering rendering = new Rendering(name);
        for (int at = 0; at < sections.size(); ) {
            int end = at;
            while (end < sections.size() && sections.get(end).each()) {
                end++;
            }
            if (end == at) {
                rendering.add(sections.get(at++), whole);
                continue;
            }
            for (Filling own : each) {
                for (Section section : sections.subList(at, end)) {
                    rendering.add(section, whole.and(own));
                }
            }
            at = end;
        }
        return rendering.prompt(isPlain(), forms);
    }

    /** Nothing but a text for each passage: a model reads them apart and looks at all of them as it answers. */
    private Prompt fused(Set<Prompt.Form> forms, Filling whole, List<Filling> each) {
        if (!forms.contains(Prompt.Form.FUSED)) {
            throw new IllegalArgumentException(
                    "The template \"%s\" makes a text for each passage, to be fused in a decoder, and the model reads %s.\nMaybe open an encoder-decoder with torch:."
                            .formatted(name, forms));
        }
        List<Part> parts = new ArrayList<>();
        Rendering rendering = new Rendering(name);
        for (Filling own : each) {
            int begin = rendering.parts.size();
            rendering.begin();
            sections.forEach(section -> rendering.add(section, whole.and(own)));
            parts.add(rendering.parts.get(begin).standingApart());
            parts.addAll(rendering.parts.subList(begin + 1, rendering.parts.size()));
        }
        return new Prompt(Prompt.Form.FUSED, parts);
    }

    /** Parts as they come, neighbouring words of ours joined. */
    private static final class Rendering {

        private final String template;
        private final List<Part> parts = new ArrayList<>();
        private final Map<String, Integer> names = new LinkedHashMap<>();

        private boolean begins;
        private boolean apart;

        Rendering(String template) {
            this.template = template;
        }

        /** What comes next is not joined to what was there. */
        void begin() {
            begins = true;
        }

        void add(Section section, Filling filling) {
            Role role = section.role() == null ? Role.USER : section.role();
            apart |= section.apart();
            Matcher slot = SLOT.matcher(section.text());
            int from = 0;
            while (slot.find()) {
                Part part = filling.slot(slot.group(1));
                if (part == null) {
                    throw new IllegalArgumentException(
                            "The template \"%s\" has a slot {%s} that is not filled; filled are %s."
                                    .formatted(
                                            template,
                                            slot.group(1),
                                            filling.slots().keySet().stream()
                                                    .sorted()
                                                    .toList()));
                }
                put(Part.fixed(section.text().substring(from, slot.start())).by(role));
                put(part.by(role));
                from = slot.end();
            }
            put(Part.fixed(section.text().substring(from)).by(role));
        }

        private void put(Part given) {
            if (Filling.isFixed(given) && given.text().isEmpty()) {
                return;
            }
            Part part = apart ? given.standingApart() : given;
            apart = false;
            if (Filling.isFixed(part)) {
                Part last = parts.isEmpty() ? null : parts.getLast();
                if (!begins && last != null && Filling.isFixed(last) && last.role() == part.role() && !part.apart()) {
                    parts.set(
                            parts.size() - 1,
                            new Part(
                                    "",
                                    last.role(),
                                    last.text() + part.text(),
                                    last.kind(),
                                    last.maxTokens(),
                                    last.apart()));
                    return;
                }
                parts.add(part);
                begins = false;
                return;
            }
            begins = false;
            // a query that is told twice is two parts
            int times = names.merge(part.name(), 1, Integer::sum);
            parts.add(times == 1 ? part : part.called(part.name() + ", again " + times));
        }

        Prompt prompt(boolean plain, Set<Prompt.Form> forms) {
            if (!plain && forms.contains(Prompt.Form.CHAT)) {
                return new Prompt(Prompt.Form.CHAT, parts);
            }
            if (!forms.contains(Prompt.Form.PLAIN)) {
                throw new IllegalArgumentException(
                        "The template \"%s\" makes a plain text, and the model reads %s.".formatted(template, forms));
            }
            if (plain) {
                return new Prompt(Prompt.Form.PLAIN, parts);
            }
            List<Part> apart = new ArrayList<>();
            for (Part part : parts) {
                if (!apart.isEmpty() && apart.getLast().role() != part.role()) {
                    apart.add(Part.fixed("\n\n").by(part.role()));
                }
                apart.add(part);
            }
            // an answer is cued by the empty line before it, unless it is begun already
            if (apart.getLast().role() != Role.ASSISTANT) {
                apart.add(Part.fixed("\n\n"));
            }
            return new Prompt(Prompt.Form.PLAIN, apart);
        }
    }
}
