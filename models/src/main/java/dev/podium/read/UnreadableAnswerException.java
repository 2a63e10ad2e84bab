package dev.podium.read;

/**
 * A model's answer could not be read, nor what it said when it was asked again.
 *
 * @since 0.1.0
 */
public final class UnreadableAnswerException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    private static final int SHOWN = 200;

    private final String queryId;
    private final String answer;

    /**
     * @param queryId of the query asked about
     * @param wanted what an answer should look like
     * @param answer what the model wrote last
     */
    public UnreadableAnswerException(String queryId, String wanted, String answer) {
        super(
                "The model answered query \"%s\" with \"%s\", where something like \"%s\" was asked for, and did so again.\nMaybe set unreadable=keep to leave the candidates as they stand there, or use a model that follows instructions."
                        .formatted(
                                queryId,
                                answer.length() > SHOWN ? answer.substring(0, SHOWN) + "..." : answer,
                                wanted));
        this.queryId = queryId;
        this.answer = answer;
    }

    /** The query asked about. */
    public String queryId() {
        return queryId;
    }

    /** What the model wrote last. */
    public String answer() {
        return answer;
    }
}
