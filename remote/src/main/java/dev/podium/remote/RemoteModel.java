package dev.podium.remote;

import dev.podium.model.Capability;
import dev.podium.model.MissingCapabilityException;
import dev.podium.model.Model;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A service and what it can be asked.
 *
 * @param service that runs the model
 * @param http the way there
 * @param offered what its dialect can ask
 */
record RemoteModel(Service service, Http http, List<Capability> offered) implements Model {

    @Override
    public String name() {
        return service.name();
    }

    @Override
    public Set<Class<? extends Capability>> capabilities() {
        return Capability.all().stream()
                .filter(kind -> offered.stream().anyMatch(kind::isInstance))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public <C extends Capability> C as(Class<C> wanted) {
        return offered.stream()
                .filter(wanted::isInstance)
                .findFirst()
                .map(wanted::cast)
                .orElseThrow(() -> new MissingCapabilityException(
                        name(), wanted, "it is asked in the dialect \"%s\"".formatted(service.dialect())));
    }

    @Override
    public void close() {
        http.close();
    }
}
