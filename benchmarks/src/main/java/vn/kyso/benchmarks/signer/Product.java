package vn.kyso.benchmarks.signer;

import vn.kyso.benchmarks.signer.Outcome.Refused;

/// Whose signer.
public enum Product {
    KYSO,
    PDFBOX,
    OPENPDF,
    DSS;

    /// @param level of the engine's signature; the peers make B-B
    public FileSigner signer(Keys keys, Level level, boolean visible) {
        return switch (this) {
            case KYSO -> new EngineSigner(keys, level, visible);
            case PDFBOX -> new PdfBoxSigner(keys, visible);
            case OPENPDF -> new OpenPdfSigner(keys, visible);
            case DSS -> new DssSigner(keys, visible);
        };
    }

    /// What a peer says when it can't: any exception of its own.
    static Refused refusalOf(Throwable e) {
        return new Refused(e.getClass().getSimpleName(), String.valueOf(e.getMessage()), 0);
    }
}
