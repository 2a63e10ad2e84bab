package dev.podium.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class GuideTest {

    @Test
    void the_guide_says_of_each_dialect_and_provider_what_the_code_does() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "remote.md"));

        assertThat(RerankDialect.ALL)
                .allSatisfy(dialect -> assertThat(guide)
                        .contains("| `%s` | `%s%s` | `PairScoring` | %s | %s"
                                .formatted(
                                        dialect.name(),
                                        dialect.prefix(),
                                        dialect.endpoint(),
                                        String.format(Locale.ROOT, "%,d", dialect.maxDocuments()),
                                        dialect.scale().name().toLowerCase(Locale.ROOT))));
        assertThat(Provider.ALL)
                .allSatisfy(provider ->
                        assertThat(guide).contains("`" + provider.name() + "/NAME`", "`" + provider.keyFrom() + "`"));
    }
}
