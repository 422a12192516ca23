package vn.kyso.document.document;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;
import vn.kyso.pades.HashState;
import vn.kyso.pades.Intake;
import vn.kyso.pades.IntakeLimits;
import vn.kyso.pades.IntakeResult;
import vn.kyso.pades.PdfOutline;
import vn.kyso.pades.PdfSource;
import vn.kyso.pades.Refusal;

/// Reads a document's structure: here what is sound and usual, apart what is damaged or unusually complex.
@Component
class ReadStructure {
    private final IntakeApart apart;
    private final Semaphore here;

    ReadStructure(IntakeApart apart, DocumentSettings settings) {
        this.apart = apart;
        this.here = new Semaphore(settings.concurrentIntakes(), true);
    }

    /// @param tenant whose file it is
    /// @param hashed the state after the source's last byte
    /// @param folder of [WorkFolder#newFolder()]: a repaired file is in it
    IntakeResult read(String tenant, PdfSource source, HashState hashed, Path folder) throws IOException {
        IntakeResult usual = usual(source, hashed);
        if (!(usual instanceof IntakeResult.Refused(Refusal refusal)) || !isForApart(refusal)) {
            return usual;
        }
        IntakeResult unusual = apart.read(tenant, source, folder);
        if (unusual instanceof IntakeResult.Accepted(PdfOutline outline)
                && !outline.hashState().equals(hashed)) {
            throw new IOException("Another file was read apart than is stored");
        }
        return unusual;
    }

    private IntakeResult usual(PdfSource source, HashState hashed) throws IOException {
        here.acquireUninterruptibly();
        try {
            return Intake.readStrictly(source, hashed, IntakeLimits.USUAL);
        } finally {
            here.release();
        }
    }

    private static boolean isForApart(Refusal refusal) {
        return refusal.reason() == Refusal.Reason.DAMAGED_PDF
                || refusal.reason() == Refusal.Reason.DOCUMENT_TOO_COMPLEX;
    }
}
