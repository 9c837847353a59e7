package io.earshot.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.model.OnnxGraph;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExposedGraphTest {
    private static final byte[] MODEL = new OnnxGraph()
            .floatInput("x", "N")
            .node("Add", List.of("x", "x"), "/a/very/long/name/of/an/inner/value_output_0")
            .node("Neg", List.of("/a/very/long/name/of/an/inner/value_output_0"), "y")
            .floatOutput("y", "N")
            .toBytes();

    @Test
    void shouldFindTheOutputsThatAModelDeclares() {
        assertThat(ExposedGraph.outputs(MODEL)).containsExactly("y");
        assertThat(ExposedGraph.outputs(new byte[] {1, 2, 3})).isEmpty();
    }

    @Test
    void shouldGiveInnerValuesBesideTheModelsOwn() {
        String inner = "/a/very/long/name/of/an/inner/value_output_0";
        byte[] exposed = ExposedGraph.withOutputs(MODEL, List.of(inner, "y"));
        assertThat(ExposedGraph.outputs(exposed)).containsExactlyInAnyOrder(inner, "y");
        try (OnnxModel model = new OnnxModel(
                new OnnxRuntime(OnnxOptions.CPU),
                "test.onnx",
                exposed,
                List.of(TensorSpec.floats("x")),
                List.of(TensorSpec.floats(inner), TensorSpec.floats("y")))) {
            Map<String, float[]> outputs = model.run(List.of(HostTensor.of("x", new float[] {1, 2}, 2)));
            assertThat(outputs.get(inner)).containsExactly(2, 4);
            assertThat(outputs.get("y")).containsExactly(-2, -4);
        }
    }

    @Test
    void shouldNotCopyAGraphThatHasTheOutputsAlready() {
        assertThat(ExposedGraph.withOutputs(MODEL, List.of("y"))).isSameAs(MODEL);
    }
}
