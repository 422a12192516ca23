package vn.kyso.document.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.ProblemException;
import vn.kyso.pades.Intake;
import vn.kyso.pades.IntakeResult;
import vn.kyso.pades.PdfOutline;

/// The outlines of revisions, which the engine believes as they are: so each is kept with a MAC under the
/// installation's master key, over the revision that it is of. One that can't be read is made again from the bytes.
@Component
public class Outlines {
    private static final Logger LOG = LoggerFactory.getLogger(Outlines.class);
    private static final String PURPOSE = "document/outline v1";

    private final JdbcClient jdbc;
    private final Documents documents;
    private final RowSeal seal;
    private final ReadStructure structure;
    private final WorkFolder work;

    Outlines(JdbcClient jdbc, Documents documents, RowSeal seal, ReadStructure structure, WorkFolder work) {
        this.jdbc = jdbc;
        this.documents = documents;
        this.seal = seal;
        this.structure = structure;
        this.work = work;
    }

    /// What is to be kept of a new revision.
    public NewRevision seal(DocumentId id, int number, PdfOutline outline) {
        ProblemType whyNot =
                outline.obstacle().map(refusal -> Problems.of(refusal.reason())).orElse(null);
        return new NewRevision(
                outline.size(), Sha256.of(outline.sha256()), sealed(id, number, outline.toBytes()), whyNot);
    }

    /// The outline of a stored revision; outside any transaction.
    public PdfOutline of(Revision revision) {
        byte[] sealed = jdbc.sql("select outline from revision where document = :document and number = :number")
                .param("document", revision.document().value())
                .param("number", revision.number())
                .query(byte[].class)
                .single();
        PdfOutline outline = open(revision, sealed);
        return outline != null ? outline : readAgain(revision);
    }

    private @Nullable PdfOutline open(Revision revision, byte[] sealed) {
        try {
            byte[] bytes = seal.open(PURPOSE, row(revision.document(), revision.number()), sealed)
                    .orElseThrow(() -> new IllegalArgumentException("Not what was sealed for this revision"));
            return PdfOutline.fromBytes(bytes);
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "The outline of {} revision {} can't be read; reading the file again",
                    revision.document(),
                    revision.number(),
                    e);
            return null;
        }
    }

    private PdfOutline readAgain(Revision revision) {
        String tenant = jdbc.sql("select tenant from document where id = :document")
                .param("document", revision.document().value())
                .query(String.class)
                .single();
        Path folder = work.newFolder();
        try (RevisionContent content = documents.content(revision.document(), revision.number())) {
            if (structure.read(tenant, content, Intake.hash(content), folder)
                            instanceof IntakeResult.Accepted(PdfOutline outline)
                    && Sha256.of(outline.sha256()).equals(revision.sha256())) {
                byte[] sealed = sealed(revision.document(), revision.number(), outline.toBytes());
                jdbc.sql("update revision set outline = :outline where document = :document and number = :number")
                        .param("outline", sealed)
                        .param("document", revision.document().value())
                        .param("number", revision.number())
                        .update();
                return outline;
            }
            throw new ProblemException(
                    ProblemType.DOCUMENT_QUARANTINED, "The stored file is not what was uploaded; upload it again");
        } catch (IOException e) {
            throw new UncheckedIOException("Document " + revision.document() + " can't be read", e);
        } finally {
            work.remove(folder);
        }
    }

    private byte[] sealed(DocumentId id, int number, byte[] outline) {
        return seal.seal(PURPOSE, row(id, number), outline);
    }

    private static String row(DocumentId id, int number) {
        return id + "/" + number;
    }
}
