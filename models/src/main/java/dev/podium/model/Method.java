package dev.podium.model;

import dev.podium.Ranking;
import dev.podium.Reranker;
import dev.podium.fuse.WithStageBefore;
import dev.podium.order.Effort;
import dev.podium.order.KeepHead;
import dev.podium.order.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A published way to rerank, as the catalogue knows it: name, source, what it needs, what can be set, how it is built.
 *
 * <pre>{@code
 * public static final Method METHOD = Method.named("rankgpt")
 *         .family("listwise")
 *         .paper("RankGPT, Sun et al., arXiv 2304.09542")
 *         .needs(Generation.class)
 *         .setting("window", "20", "candidates shown at once, at least 2")
 *         .builtAs((model, settings) -> new Sliding(arranger(model), settings.integer("window", 2), 10));
 * }</pre>
 *
 * <p>Every method has two settings besides its own: {@code blend}, the weight of the stage before, and {@code keep-head}, the
 * candidates at the head that stay where they are.
 *
 * @param name lower case with hyphens, as on the command line
 * @param aliases other names it answers to
 * @param family the paradigm: {@code pointwise}, {@code pairwise}, {@code setwise}, {@code listwise}, {@code groupwise},
 *     {@code attention}, {@code embedding}, {@code network}, {@code feedback} or {@code across}
 * @param paper where it comes from: authors or title, and a number one can look up
 * @param status how near it is to its paper: {@code published} where prompt and constants are the paper's, else what is not
 * @param needs what the model must be able to do, with the defaults of all settings
 * @param settings what can be set by name
 * @param building makes the order; call {@link #reranker} instead, which checks first
 * @since 0.1.0
 */
public record Method(
        String name,
        List<String> aliases,
        String family,
        String paper,
        String status,
        List<Class<? extends Capability>> needs,
        List<Setting> settings,
        Building building) {

    private static final String BLEND = "blend";
    private static final String KEEP_HEAD = "keep-head";

    /** How a method is put together. */
    @FunctionalInterface
    public interface Building {
        /** The order over a model that has what the method needs. */
        Order order(Model model, Settings settings);

        /**
         * What the model must be able to do with these settings: what the method declares, unless a setting asks for something else,
         * such as the method within.
         */
        default List<Class<? extends Capability>> needs(Settings settings, List<Class<? extends Capability>> declared) {
            return declared;
        }
    }

    /** Copies. */
    public Method {
        aliases = List.copyOf(aliases);
        needs = List.copyOf(needs);
        settings = List.copyOf(settings);
    }

    /** Begins a method. */
    public static Draft named(String name) {
        return new Draft(name, List.of(), "", "", "published", List.of(), List.of(), "0");
    }

    /**
     * The method over a model.
     *
     * @param overrides settings by name; an empty map for the defaults
     * @throws IllegalArgumentException if the model lacks what the method needs, or a setting is unknown or out of range
     */
    public Reranker reranker(Model model, Map<String, String> overrides) {
        return order(model, overrides).named(name);
    }

    /** The same, as an order that knows its effort. */
    public Order order(Model model, Map<String, String> overrides) {
        Settings values = Settings.of(name, settings, overrides);
        building.needs(values, needs).forEach(model::as);
        double blend = values.number(BLEND, 0, 10);
        int head = values.integer(KEEP_HEAD, 0);
        Order order = building.order(model, values);
        Order blended = blend == 0 ? order : new WithStageBefore(order, blend);
        return head == 0 ? blended : new KeepHead(blended, head);
    }

    /**
     * What ranking {@code n} candidates will cost; no model is needed to know.
     *
     * @param overrides settings by name; an empty map for the defaults
     * @throws IllegalArgumentException if a setting is unknown or out of range
     */
    public Effort effort(Map<String, String> overrides, int n) {
        return order(Unasked.offering(needs(overrides)), overrides).effort(n);
    }

    /**
     * What ranking these lists will cost, in calls and about how many tokens.
     *
     * @param model that would be asked, and is not
     * @param overrides settings by name; an empty map for the defaults
     * @throws IllegalArgumentException if the model lacks what the method needs, or a setting is unknown or out of range
     */
    public Plan plan(Model model, Map<String, String> overrides, List<Ranking> rankings) {
        needs(overrides).forEach(model::as);
        return Plan.of(order(Unasked.insteadOf(model), overrides), rankings);
    }

    /**
     * What the model must be able to do with these settings; {@link #needs()} for the defaults.
     *
     * @param overrides settings by name
     * @throws IllegalArgumentException if a setting is unknown
     */
    public List<Class<? extends Capability>> needs(Map<String, String> overrides) {
        return building.needs(Settings.of(name, settings, overrides), needs);
    }

    /** Whether it answers to this name. */
    public boolean isCalled(String wanted) {
        return name.equals(wanted) || aliases.contains(wanted);
    }

    /** A method that is being described; each word makes a new one. */
    public record Draft(
            String name,
            List<String> aliases,
            String family,
            String paper,
            String status,
            List<Class<? extends Capability>> needs,
            List<Setting> settings,
            String blend) {

        /** Copies. */
        public Draft {
            Objects.requireNonNull(name, "name");
            aliases = List.copyOf(aliases);
            needs = List.copyOf(needs);
            settings = List.copyOf(settings);
        }

        /** Other names it answers to. */
        public Draft alias(String... others) {
            return new Draft(name, List.of(others), family, paper, status, needs, settings, blend);
        }

        /** Its paradigm. */
        public Draft family(String paradigm) {
            return new Draft(name, aliases, paradigm, paper, status, needs, settings, blend);
        }

        /** Where it comes from. */
        public Draft paper(String source) {
            return new Draft(name, aliases, family, source, status, needs, settings, blend);
        }

        /** What is not as its paper has it, in a few words. */
        public Draft status(String departure) {
            return new Draft(name, aliases, family, paper, departure, needs, settings, blend);
        }

        /** One more thing that its model must be able to do. */
        public Draft needs(Class<? extends Capability> capability) {
            List<Class<? extends Capability>> more = new ArrayList<>(needs);
            more.add(capability);
            return new Draft(name, aliases, family, paper, status, more, settings, blend);
        }

        /** One more thing that can be set. */
        public Draft setting(String called, String byDefault, String meaning) {
            List<Setting> more = new ArrayList<>(settings);
            more.add(new Setting(called, byDefault, meaning));
            return new Draft(name, aliases, family, paper, status, needs, more, blend);
        }

        /** The weight of the stage before, where nobody says otherwise. */
        public Draft blend(String byDefault) {
            return new Draft(name, aliases, family, paper, status, needs, settings, byDefault);
        }

        /** The method. */
        public Method builtAs(Building building) {
            List<Setting> all = new ArrayList<>(settings);
            all.add(new Setting(
                    BLEND,
                    blend,
                    "weight of the z-scored score of the stage before, 0..10; 0 leaves the method alone"));
            all.add(new Setting(KEEP_HEAD, "0", "candidates at the head that stay where they are, at least 0"));
            return new Method(name, aliases, family, paper, status, needs, all, building);
        }
    }
}
