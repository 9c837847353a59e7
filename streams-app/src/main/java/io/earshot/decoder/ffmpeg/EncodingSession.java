package io.earshot.decoder.ffmpeg;

import io.earshot.decoder.ffmpeg.MessageChannel.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Encodes the samples of one connection into a file. */
final class EncodingSession {
    private final MessageChannel channel;
    private boolean isEnded;

    EncodingSession(MessageChannel channel) {
        this.channel = channel;
    }

    void run(ByteBuffer payload) throws IOException {
        EncodeRequest request = EncodeRequest.of(payload);
        try (MediaFile file = MediaFile.create(request)) {
            for (Message next = receive(); next.type() == MessageType.INPUT; next = receive()) {
                file.write(next.payload());
            }
            file.finish();
        } catch (DecodingException e) {
            fail(e.getMessage());
            return;
        } catch (RuntimeException | LinkageError e) {
            fail("the encoder failed: " + e);
            return;
        }
        send(MessageType.ENDED, "");
    }

    private Message receive() throws IOException {
        Message message = channel.receive();
        isEnded = message.type() == MessageType.INPUT_END;
        if (!isEnded && message.type() != MessageType.INPUT) {
            throw new IOException("samples were followed by " + message.type());
        }
        return message;
    }

    /** Answers when the program has sent everything: before that it does not listen. */
    private void fail(String reason) throws IOException {
        while (!isEnded) {
            receive();
        }
        send(MessageType.FAILED, reason);
    }

    private void send(MessageType type, String text) throws IOException {
        channel.send(type, StandardCharsets.UTF_8.encode(text));
    }
}
