package dev.podium.remote;

import dev.podium.Scale;
import dev.podium.model.BackEnd;
import dev.podium.model.Capability;
import dev.podium.model.Embedding;
import dev.podium.model.Generation;
import dev.podium.model.Likelihood;
import dev.podium.model.Model;
import dev.podium.model.ModelRef;
import dev.podium.model.NextToken;
import dev.podium.model.PairScoring;
import dev.podium.model.Similarity;
import dev.podium.model.wrap.Backoff;
import dev.podium.model.wrap.Limited;
import dev.podium.model.wrap.Limits;
import dev.podium.model.wrap.Pause;
import dev.podium.model.wrap.Retrying;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Opens models behind services.
 *
 * <p>A location is {@code provider/model} for those known by name ({@code openai}, {@code cohere}, {@code jina},
 * {@code voyage}, {@code mixedbread}, {@code pinecone}), or the address of any other service, {@code http://} or
 * {@code https://}. To an address without a path the usual one of the dialect is added; an address with a path is taken as
 * it is, up to the endpoint.
 *
 * <p>Settings of all: {@code dialect} ({@code openai} for text, {@code embeddings}, or one of the rerank dialects),
 * {@code model} (where the location is an address), {@code key-from} (the environment variable that holds the key),
 * {@code timeout} (seconds of one request, 60), {@code attempts} (5, the first included), {@code in-flight} (requests at
 * one time, 4, of {@code openai} 8), {@code per-minute} (requests, unlimited), {@code plain-http} (true allows a key to travel unencrypted to
 * another machine). Of rerank dialects: {@code max-documents} (of one request), {@code truncate} (false refuses documents
 * that are too long, where the service can), {@code scale} ({@code probability} or {@code real}). Of {@code embeddings}:
 * {@code max-texts} (of one request, 128), {@code similarity}, {@code dimensions}, {@code encoding} ({@code float} or
 * {@code base64}), {@code query-prompt}, {@code passage-prompt}. Of {@code openai}: {@code limit-field}
 * ({@code max_tokens} or {@code max_completion_tokens}), {@code top-log-probs} (most probable tokens to ask for where labels are
 * compared, 20), {@code continues} (true where the service goes on with a last turn of the assistant's when told so, as vLLM does).
 *
 * @since 0.1.0
 */
public final class RemoteBackEnd implements BackEnd {

    private static final String TEXT = "openai";
    private static final String EMBEDDINGS = "embeddings";
    private static final String LIMIT = "max_tokens";
    private static final String LIMIT_WITH_THOUGHTS = "max_completion_tokens";

    private static final int IN_FLIGHT = 4;
    // Prompts go one a request, and servers of language models batch what comes at one time.
    private static final int PROMPTS_IN_FLIGHT = 8;

    /** What the chat services tell at most. */
    private static final int MOST_LOG_PROBS = 20;

    private final Services services;
    private final Pause pause;

    /** For the service loader, with keys from the environment; open models through {@link dev.podium.model.Models}. */
    public RemoteBackEnd() {
        this(System::getenv);
    }

    /**
     * With keys from elsewhere.
     *
     * @param keys from the name in {@code key-from} to the key, or to null where there is none
     */
    public RemoteBackEnd(Function<String, @Nullable String> keys) {
        this(keys, Thread::sleep);
    }

    RemoteBackEnd(Function<String, @Nullable String> keys, Pause pause) {
        services = new Services(keys);
        this.pause = pause;
    }

    @Override
    public String scheme() {
        return "remote";
    }

    @Override
    public Set<Class<? extends Capability>> capabilities() {
        return Set.of(Generation.class, NextToken.class, Likelihood.class, PairScoring.class, Embedding.class);
    }

    /** Never: a name with a slash may be anything, and nothing should leave the machine because of a misspelt folder. */
    @Override
    public boolean recognises(String location) {
        return false;
    }

    @Override
    public Model open(ModelRef reference) {
        RemoteSettings settings = new RemoteSettings(reference);
        Provider provider = Provider.in(reference.location());
        String dialect = settings.text("dialect", provider == null ? "" : provider.dialect());
        return switch (dialect) {
            case TEXT -> text(reference, settings);
            case EMBEDDINGS -> embeddings(reference, settings);
            default ->
                reranks(
                        reference,
                        settings,
                        RerankDialect.ALL.stream()
                                .filter(one -> one.name().equals(dialect))
                                .findFirst()
                                .orElseThrow(() -> noDialect(dialect)));
        };
    }

    private static IllegalArgumentException noDialect(String dialect) {
        return new IllegalArgumentException("%s\nMaybe add ?dialect= and one of: %s."
                .formatted(
                        dialect.isEmpty()
                                ? "A remote: model that is no known provider's needs a dialect."
                                : "There is no dialect \"%s\" of remote:.".formatted(dialect),
                        Stream.concat(
                                        Stream.of(TEXT, EMBEDDINGS),
                                        RerankDialect.ALL.stream().map(RerankDialect::name))
                                .collect(Collectors.joining(", "))));
    }

    private Model text(ModelRef reference, RemoteSettings settings) {
        settings.mustBeKnown(TEXT, List.of("limit-field", "top-log-probs", "continues"));
        // OpenAI's own models that think refuse the older name.
        Provider provider = Provider.in(reference.location());
        boolean own = provider != null && provider.dialect().equals(TEXT);
        String limit = settings.text("limit-field", own ? LIMIT_WITH_THOUGHTS : LIMIT);
        if (!limit.equals(LIMIT) && !limit.equals(LIMIT_WITH_THOUGHTS)) {
            throw new IllegalArgumentException("The setting limit-field is \"%s\" but must be %s or %s."
                    .formatted(limit, LIMIT, LIMIT_WITH_THOUGHTS));
        }
        Service service = services.find(reference, settings, TEXT, "/v1", true);
        Http http = new Http(service, bearer(service), InstantSource.system());
        RemoteGeneration generation = new RemoteGeneration(service, http, limit, settings.truth("continues", false));
        List<Capability> offered = List.of(
                generation,
                new RemoteNextToken(service, generation, settings.integer("top-log-probs", MOST_LOG_PROBS)),
                new RemoteLikelihood(service, generation));
        return wrapped(new RemoteModel(service, http, offered), settings, 1, PROMPTS_IN_FLIGHT);
    }

    private Model embeddings(ModelRef reference, RemoteSettings settings) {
        settings.mustBeKnown(
                EMBEDDINGS,
                List.of("max-texts", "similarity", "dimensions", "encoding", "query-prompt", "passage-prompt"));
        RemoteEmbedding.Wishes wishes = new RemoteEmbedding.Wishes(
                settings.choice("similarity", Similarity.class, Similarity.COSINE),
                settings.choice("encoding", RemoteEmbedding.Encoding.class, RemoteEmbedding.Encoding.FLOAT),
                settings.has("dimensions") ? settings.integer("dimensions", 1) : 0,
                settings.text("query-prompt", ""),
                settings.text("passage-prompt", ""));
        // OpenAI takes 2,048 texts and 300,000 tokens: 128 texts of 2,000 tokens are within both.
        int most = settings.integer("max-texts", 128);
        Service service = services.find(reference, settings, EMBEDDINGS, "/v1", true);
        Http http = new Http(service, bearer(service), InstantSource.system());
        return wrapped(
                new RemoteModel(service, http, List.of(new RemoteEmbedding(service, http, wishes))),
                settings,
                most,
                IN_FLIGHT);
    }

    private static Map<String, String> bearer(Service service) {
        return service.key().isNone()
                ? Map.of()
                : Map.of("Authorization", Service.BEARER + service.key().value());
    }

    private Model reranks(ModelRef reference, RemoteSettings settings, RerankDialect dialect) {
        settings.mustBeKnown(dialect.name(), List.of("max-documents", "truncate", "scale"));
        boolean cut = settings.truth("truncate", true);
        if (!cut && !dialect.mayRefuseToCut()) {
            throw new IllegalArgumentException(
                    "The dialect %s cannot be told to refuse documents that are too long: the service always cuts them.\nMaybe leave truncate=false out, or cut them yourself."
                            .formatted(dialect.name()));
        }
        Scale scale = settings.choice("scale", Scale.class, dialect.scale());
        int most = settings.integer("max-documents", dialect.maxDocuments());
        Service service = services.find(reference, settings, dialect.name(), dialect.prefix(), dialect.namesModel());
        Http http = new Http(service, dialect.headers(service.key()), InstantSource.system());
        return wrapped(
                new RemoteModel(service, http, List.of(new RemotePairScoring(service, http, dialect, scale, cut))),
                settings,
                most,
                IN_FLIGHT);
    }

    /** Each part is asked again on its own, and each attempt is a request within the limits. */
    private Model wrapped(Model model, RemoteSettings settings, int most, int inFlight) {
        Limits limits = Limits.NONE
                .inFlight(settings.integer("in-flight", inFlight))
                .perMinute(settings.has("per-minute") ? settings.integer("per-minute", 1) : Integer.MAX_VALUE);
        Backoff backoff = Backoff.USUAL.attempts(settings.integer("attempts", Backoff.USUAL.attempts()));
        Model limited = new Limited(limits, System::nanoTime, pause).around(model);
        return new InParts(most).around(new Retrying(backoff, pause).around(limited));
    }
}
