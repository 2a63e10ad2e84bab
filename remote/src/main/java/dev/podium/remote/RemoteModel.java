package dev.podium.remote;

import dev.podium.model.Attention;
import dev.podium.model.Capability;
import dev.podium.model.Embedding;
import dev.podium.model.Generation;
import dev.podium.model.Likelihood;
import dev.podium.model.MissingCapabilityException;
import dev.podium.model.Model;
import dev.podium.model.NextToken;
import dev.podium.model.PairScoring;
import java.util.Set;

/**
 * A service and the one thing it is asked.
 *
 * @param service that runs the model
 * @param http the way there
 * @param capability what its dialect can ask
 */
record RemoteModel(Service service, Http http, Capability capability) implements Model {

    @Override
    public String name() {
        return service.name();
    }

    @Override
    public Set<Class<? extends Capability>> capabilities() {
        return Set.of(
                switch (capability) {
                    case Generation _ -> Generation.class;
                    case PairScoring _ -> PairScoring.class;
                    case Embedding _ -> Embedding.class;
                    case NextToken _ -> NextToken.class;
                    case Likelihood _ -> Likelihood.class;
                    case Attention _ -> Attention.class;
                });
    }

    @Override
    public <C extends Capability> C as(Class<C> wanted) {
        if (wanted.isInstance(capability)) {
            return wanted.cast(capability);
        }
        throw new MissingCapabilityException(
                name(), wanted, "it is asked in the dialect \"%s\"".formatted(service.dialect()));
    }

    @Override
    public void close() {
        http.close();
    }
}
