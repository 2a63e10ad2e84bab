package dev.podium.torch.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.model.ModelUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {

    @TempDir
    private Path folder;

    @Test
    void says_its_kind_by_the_settings() throws IOException {
        assertThat(kind("SentenceTransformer")).isEqualTo(SentenceKind.BI_ENCODER);
        assertThat(kind("CrossEncoder")).isEqualTo(SentenceKind.CROSS_ENCODER);
        assertThat(kind("SparseEncoder")).isEqualTo(SentenceKind.SPARSE_ENCODER);
        assertThat(kind("MultiVectorEncoder")).isEqualTo(SentenceKind.LATE_INTERACTION);
        assertThat(kind("ColBERT")).isEqualTo(SentenceKind.LATE_INTERACTION);
    }

    @Test
    void says_its_kind_by_the_architecture_where_there_are_no_settings() throws IOException {
        assertThat(Folder.read(folder).kind()).isEqualTo(SentenceKind.BI_ENCODER);

        write("config.json", "{\"architectures\": [\"BertForSequenceClassification\"]}");
        assertThat(Folder.read(folder).kind()).isEqualTo(SentenceKind.CROSS_ENCODER);

        write("config.json", "{\"architectures\": [\"HF_ColBERT\"]}");
        assertThat(Folder.read(folder).kind()).isEqualTo(SentenceKind.LATE_INTERACTION);

        write("modules.json", "[{\"type\": \"sentence_transformers.models.Transformer\", \"path\": \"\"}]");
        assertThat(Folder.read(folder).kind()).isEqualTo(SentenceKind.BI_ENCODER);
    }

    @Test
    void names_of_several_versions_mean_one_module() throws IOException {
        write("modules.json", """
                [{"type": "sentence_transformers.models.Pooling", "path": "1_Pooling"},
                 {"type": "sentence_transformers.sentence_transformer.modules.pooling.Pooling", "path": "1_Pooling"},
                 {"type": "pylate.models.Dense.Dense", "path": "2_Dense"}]""");

        assertThat(Folder.read(folder).modules())
                .containsExactly(
                        new Folder.Module("Pooling", folder.resolve("1_Pooling")),
                        new Folder.Module("Pooling", folder.resolve("1_Pooling")),
                        new Folder.Module("Dense", folder.resolve("2_Dense")));
    }

    @Test
    void refuses_code_of_a_checkpoint_and_paths_that_lead_out_of_it() {
        assertThatThrownBy(() -> Folder.module(folder, "custom_st.Transformer", ""))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("custom_st.Transformer")
                .hasMessageContaining("no code of a checkpoint is ever run");
        assertThatThrownBy(() -> Folder.module(folder, "sentence_transformers.models.Dense", "../other"))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("../other");
    }

    @Test
    void a_task_without_a_way_of_its_own_takes_the_default_one() throws IOException {
        Folder.Module router = router("\"default_route\": \"document\", \"route_mappings\": {}");
        Map<String, List<Folder.Module>> routes = Folder.routes(router);

        assertThat(routes.get("query"))
                .containsExactly(new Folder.Module("Transformer", folder.resolve("query_0_Transformer")));
        assertThat(Folder.route(router, routes, Task.QUERY)).isEqualTo("query");
        assertThat(Folder.route(router, routes, Task.NONE)).isEqualTo("document");
    }

    @Test
    void mappings_are_asked_before_names() throws IOException {
        Folder.Module router = router(
                "\"default_route\": \"document\", \"route_mappings\": {\"('query', None)\": \"document\", \"(None, 'text')\": \"query\"}");
        Map<String, List<Folder.Module>> routes = Folder.routes(router);

        assertThat(Folder.route(router, routes, Task.QUERY)).isEqualTo("document");
        assertThat(Folder.route(router, routes, Task.NONE)).isEqualTo("query");
    }

    private Folder.Module router(String parameters) throws IOException {
        write("router_config.json", """
                {"types": {"query_0_Transformer": "sentence_transformers.models.Transformer",
                           "document_0_Transformer": "sentence_transformers.models.Transformer"},
                 "structure": {"query": ["query_0_Transformer"], "document": ["document_0_Transformer"]},
                 "parameters": {%s}}""".formatted(parameters));
        return new Folder.Module("Router", folder);
    }

    private SentenceKind kind(String name) throws IOException {
        write("config_sentence_transformers.json", "{\"model_type\": \"%s\"}".formatted(name));
        return Folder.read(folder).kind();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
