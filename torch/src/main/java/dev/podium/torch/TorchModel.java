package dev.podium.torch;

import dev.podium.model.Capability;
import dev.podium.model.MissingCapabilityException;
import dev.podium.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A checkpoint opened in process, and what it can be asked. */
final class TorchModel implements Model {

    private final String name;
    private final String kind;
    private final List<Capability> offered;
    private final List<AutoCloseable> owned;

    /**
     * @param name the reference it was opened by
     * @param kind what the checkpoint is, for people: {@code a cross-encoder (bert)}
     * @param owned closed with the model, in this order
     */
    TorchModel(String name, String kind, List<Capability> offered, List<AutoCloseable> owned) {
        this.name = name;
        this.kind = kind;
        this.offered = List.copyOf(offered);
        this.owned = List.copyOf(owned);
    }

    /** The same, which also closes something that must go before the rest. */
    TorchModel closingFirst(AutoCloseable one) {
        List<AutoCloseable> all = new ArrayList<>(List.of(one));
        all.addAll(owned);
        return new TorchModel(name, kind, offered, all);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Class<? extends Capability>> capabilities() {
        return Capability.all().stream()
                .filter(wanted -> offered.stream().anyMatch(wanted::isInstance))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public <C extends Capability> C as(Class<C> wanted) {
        return offered.stream()
                .filter(wanted::isInstance)
                .findFirst()
                .map(wanted::cast)
                .orElseThrow(() -> new MissingCapabilityException(name, wanted, "it is " + kind));
    }

    @Override
    public void close() {
        for (AutoCloseable one : owned) {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException("The model %s does not close.".formatted(name), e);
            }
        }
    }

    @Override
    public String toString() {
        return "%s, %s".formatted(name, kind);
    }
}
