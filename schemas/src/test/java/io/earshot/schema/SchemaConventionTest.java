package io.earshot.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class SchemaConventionTest {
    private final Map<String, Schema> named = namedSchemas();

    @Test
    void shouldExplainEveryTypeAndField() {
        named.values().forEach(schema -> {
            assertThat(schema.getDoc()).as(schema.getFullName()).isNotBlank().endsWith(".");
            if (schema.getType() == Schema.Type.RECORD) {
                schema.getFields()
                        .forEach(field -> assertThat(field.doc())
                                .as(schema.getName() + "." + field.name())
                                .isNotBlank()
                                .endsWith("."));
            }
        });
    }

    @Test
    void shouldGiveEveryEnumAnUnknownSymbolForOldReaders() {
        assertThat(named.values())
                .filteredOn(schema -> schema.getType() == Schema.Type.ENUM)
                .isNotEmpty()
                .allSatisfy(schema -> {
                    assertThat(schema.getEnumDefault()).isEqualTo("UNKNOWN");
                    assertThat(schema.getEnumSymbols()).startsWith("UNKNOWN").doesNotHaveDuplicates();
                });
    }

    @Test
    void shouldKeepAllNamesInOneNamespace() {
        assertThat(named.values())
                .allSatisfy(schema -> assertThat(schema.getNamespace()).isEqualTo("io.earshot.schema"));
    }

    @Test
    void shouldPublishSchemasWithoutHintsToTheJavaCompiler() {
        assertThat(EarshotSchemas.current()).allSatisfy(schema -> {
            assertThat(EarshotSchemas.published(schema)).doesNotContain("avro.java");
            assertThat(new Schema.Parser()
                            .parse(EarshotSchemas.published(schema))
                            .getFields())
                    .hasSameSizeAs(schema.getFields());
        });
    }

    @Test
    void shouldHaveAGoldenRecordForEveryTopic() {
        assertThat(GoldenRecords.all().stream().map(record -> record.getSchema()))
                .containsExactlyElementsOf(EarshotSchemas.current());
    }

    private static Map<String, Schema> namedSchemas() {
        Map<String, Schema> found = new LinkedHashMap<>();
        EarshotSchemas.current().forEach(schema -> collect(schema, found));
        return found;
    }

    private static void collect(Schema schema, Map<String, Schema> found) {
        switch (schema.getType()) {
            case RECORD -> {
                if (found.putIfAbsent(schema.getFullName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema(), found));
                }
            }
            case ENUM -> found.put(schema.getFullName(), schema);
            case ARRAY -> collect(schema.getElementType(), found);
            case MAP -> collect(schema.getValueType(), found);
            case UNION -> schema.getTypes().forEach(type -> collect(type, found));
            default -> {}
        }
    }
}
