package io.earshot.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.decide.Event;
import io.earshot.explain.EventFacts;
import java.io.IOException;
import java.io.Writer;

/** One JSON object a line, as the API gives events. */
public final class JsonEvents implements EventSink {
    private final ObjectMapper json = new ObjectMapper();
    private final Writer out;

    /** @param out closed with this */
    public JsonEvents(Writer out) {
        this.out = out;
    }

    @Override
    public void write(Event event) throws IOException {
        out.write(json.writeValueAsString(EventFacts.of(event)));
        out.write('\n');
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
