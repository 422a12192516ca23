package vn.kyso.cli.requester;

import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// Tells whoever runs `sign` how far it is: a person, or a program.
interface StepTeller {
    void uploading(Path file, long sent, long size);

    void uploaded(Path file, JsonNode document);

    void chosen(JsonNode certificate, int others);

    void asked(JsonNode request);

    /// Again and again while the signer is waited for.
    void waiting(JsonNode request, Duration left);

    void happened(JsonNode timelineEntry);

    void saved(JsonNode request, JsonNode document, Path file);

    void finished(JsonNode request);
}
