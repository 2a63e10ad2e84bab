package dev.podium.hub;

import dev.podium.hub.Transport.Answer;
import dev.podium.model.ModelUnavailableException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What to tell a person when the hub says no: who, what, the status, and what to do.
 *
 * @param known repositories that may have been meant; looked up only when one is needed
 */
record Refusals(HubSettings settings, Supplier<List<String>> known) {

    /**
     * A refusal as an error.
     *
     * @param file that was asked for; null for the repository itself
     */
    ModelUnavailableException of(HubId id, @Nullable String file, Answer answer) {
        String thing = file == null ? "The model %s".formatted(id) : "The file %s of the model %s".formatted(file, id);
        String code = String.valueOf(answer.header("x-error-code"));
        return new ModelUnavailableException("%s cannot be had: the hub (%s) answers with status %d%s.\n%s"
                .formatted(thing, settings.endpoint(), answer.status(), words(answer), advice(id, file, answer, code)));
    }

    private String advice(HubId id, @Nullable String file, Answer answer, String code) {
        HubToken token = settings.token();
        switch (answer.status()) {
            case 401, 403 -> {
                String access = token == null
                        ? "set HF_TOKEN to a token of an account that may read it (%s/settings/tokens)"
                                .formatted(settings.endpoint())
                        : "give the account of the %s access to it".formatted(token);
                return code.equals("GatedRepo")
                        ? "The model is gated. Maybe accept its terms at %s/%s and %s."
                                .formatted(settings.endpoint(), id.repository(), access)
                        : "Maybe it is private or gated: %s. Maybe there is none of this name%s."
                                .formatted(access, nearest(id));
            }
            case 404 -> {
                if (file != null) {
                    return "Maybe the repository changed meanwhile; ask again.";
                }
                return code.equals("RevisionNotFound") || !id.revision().equals(HubId.MAIN)
                        ? "Maybe the revision \"%s\" is mistyped: leave it out for main.".formatted(id.revision())
                        : "Maybe the name is mistyped%s.".formatted(nearest(id));
            }
            default -> {
                return "Maybe HF_ENDPOINT names a host that is no model hub.";
            }
        }
    }

    private String nearest(HubId id) {
        String nearest = Spelling.nearest(id.repository(), known.get());
        return nearest == null ? "" : ": did you mean \"" + nearest + "\"";
    }

    /** The hub's own words, where it has some: one line, and not many. */
    private static String words(Answer answer) {
        String message = answer.header("x-error-message");
        if (message == null || message.isBlank()) {
            return "";
        }
        String line = message.replaceAll("\\p{Cntrl}+", " ").strip();
        return " (\"" + (line.length() > 200 ? line.substring(0, 200) + "…" : line) + "\")";
    }
}
