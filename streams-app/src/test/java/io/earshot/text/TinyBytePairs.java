package io.earshot.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A byte-level vocabulary of a few merges, as the files of a RoBERTa tokenizer. */
public final class TinyBytePairs {
    private static final List<String> SPECIAL = List.of("<s>", "<pad>", "</s>", "<unk>");

    /** Of "a dog barks, raining, tone", accents and Chinese; in the order of a trained vocabulary. */
    private static final List<String> MERGES = List.of(
            "Ġ d",
            "o g",
            "Ġd og",
            "i n",
            "in g",
            "Ġ b",
            "a r",
            "Ġb ar",
            "k s",
            "Ġbar ks",
            "Ġ r",
            "Ġr a",
            "Ġra in",
            "Ġrain ing",
            "r a",
            "ra in",
            "t o",
            "n e",
            "to ne",
            "Ġ t",
            "Ġt o",
            "Ġto ne",
            "Ã ©",
            "ç ĭ",
            "çĭ Ĺ",
            "Ġ Ġ",
            "ĠĠ Ġ",
            "l l",
            "' s",
            "a a",
            "aa aa",
            "1 2",
            "Ġ 1",
            "Ġ1 2",
            "ð Ł",
            "ðŁ Ĳ",
            "ðŁĲ ¶",
            ". .",
            ".. .");

    private TinyBytePairs() {}

    /** {@code vocab.json}: special tokens, bytes, and what merges make. */
    public static byte[] vocabulary() {
        return vocabularyNode().toString().getBytes(StandardCharsets.UTF_8);
    }

    /** {@code merges.txt}. */
    public static byte[] merges() {
        return ("#version: 0.2\n" + String.join("\n", MERGES) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Number of pieces. */
    public static int size() {
        return vocabularyNode().size();
    }

    /** Id of a piece of visible ASCII. */
    public static int id(String piece) {
        return vocabularyNode().get(piece).intValue();
    }

    /** {@code tokenizer.json} of the same, for the tokenizers library. */
    static String tokenizerJson() {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = mapper.createObjectNode();
        json.put("version", "1.0").putArray("added_tokens");
        json.putNull("normalizer")
                .putObject("pre_tokenizer")
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", true)
                .put("use_regex", true);
        ObjectNode ends = json.putObject("post_processor");
        ends.put("type", "RobertaProcessing").put("trim_offsets", true).put("add_prefix_space", false);
        ends.putArray("sep").add("</s>").add(2);
        ends.putArray("cls").add("<s>").add(0);
        ObjectNode model = json.putObject("model");
        model.put("type", "BPE").set("vocab", vocabularyNode());
        ArrayNode merges = model.putArray("merges");
        MERGES.forEach(merges::add);
        return json.toString();
    }

    private static ObjectNode vocabularyNode() {
        ObjectNode ids = new ObjectMapper().createObjectNode();
        SPECIAL.forEach(piece -> ids.put(piece, ids.size()));
        for (int b = 0; b < 256; b++) {
            ids.put(String.valueOf(ByteAlphabet.character(b)), ids.size());
        }
        MERGES.forEach(pair -> ids.put(pair.replace(" ", ""), ids.size()));
        return ids;
    }
}
