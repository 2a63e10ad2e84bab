package dev.podium.train.objective;

import dev.podium.Ranking;
import dev.podium.Slate;
import dev.podium.model.Capability;
import dev.podium.model.Method;
import dev.podium.model.MissingCapabilityException;
import dev.podium.model.Model;
import java.util.Map;
import java.util.Set;

/**
 * A model that has one capability and takes down what it is asked: so a method's own words are those that are learnt.
 *
 * @param kind of what it has
 * @param hearing takes down
 */
record Listening(Class<? extends Capability> kind, Capability hearing) implements Model {

    /** Lets a method ask about a list, shown in the order of the slate, whatever the first stage thought. */
    void hear(Method method, Map<String, String> settings, Slate slate) {
        method.reranker(this, settings).rerank(Ranking.inOrder(slate.query(), slate.candidates()));
    }

    @Override
    public String name() {
        return "a model that learns";
    }

    @Override
    public Set<Class<? extends Capability>> capabilities() {
        return Set.of(kind);
    }

    @Override
    public <C extends Capability> C as(Class<C> capability) {
        if (capability.isInstance(hearing)) {
            return capability.cast(hearing);
        }
        throw new MissingCapabilityException(this, capability);
    }

    @Override
    public void close() {}
}
