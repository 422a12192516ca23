package vn.kyso.pades;

import java.util.ArrayList;
import java.util.List;
import vn.kyso.cades.Certificates;
import vn.kyso.cades.RevocationData;
import vn.kyso.pades.pdf.IncrementWriter;
import vn.kyso.pades.pdf.MalformedPdfException;
import vn.kyso.pades.pdf.PdfFile;
import vn.kyso.pades.pdf.PdfValue;

/// Adds to a signed document what readers need to believe its signatures later.
public final class Extension {
    private final PdfOutline signed;
    private final IncrementWriter writer;
    private boolean somethingNew;

    private Extension(PdfOutline signed, int largestBytes) {
        this.signed = signed;
        this.writer = new IncrementWriter(
                signed.size(), signed.nextObject(), signed.needsLineEnd(), largestBytes, signed.encryption());
    }

    /// PAdES B-LT: a DSS dictionary (ISO 32000-2, 12.8.4.3) with these certificates, OCSP responses and CRLs, less what
    /// the document holds already. With nothing new to add the increment is empty. No certification forbids it.
    public static IncrementResult toLt(PdfOutline signed, RevocationData data) {
        List<byte[]> certificates =
                data.certificates().stream().map(Certificates::der).toList();
        int bytes = 0;
        for (List<byte[]> list : List.of(certificates, data.ocspResponses(), data.crls())) {
            bytes += list.stream().mapToInt(der -> der.length + 64).sum();
        }
        return new Extension(signed, bytes).extend(certificates, data.ocspResponses(), data.crls());
    }

    private IncrementResult extend(List<byte[]> certificates, List<byte[]> ocspResponses, List<byte[]> crls) {
        SecurityStore store = signed.store();
        PdfValue.Dict kept = store == null ? PdfValue.Dict.EMPTY.with("Type", new PdfValue.Name("DSS")) : store.dict();
        PdfValue.Dict dss = list(kept, "Certs", store == null ? List.of() : store.certificates(), certificates);
        dss = list(dss, "OCSPs", store == null ? List.of() : store.ocspResponses(), ocspResponses);
        dss = list(dss, "CRLs", store == null ? List.of() : store.crls(), crls);
        if (!somethingNew) {
            return new IncrementResult.Appended(new byte[0], signed);
        }
        PdfValue.Ref ref = store == null ? null : store.ref();
        if (ref == null) {
            ref = writer.newRef();
            writer.object(signed.catalogRef(), signed.catalog().with("DSS", ref));
        }
        writer.object(ref, dss);
        byte[] increment = writer.finish(signed.trailer(), signed.xrefOffset(), signed.xrefIsStream(), null);
        try {
            PdfFile parsed = PdfFile.openIncrement(increment, signed.size(), signed.encryption());
            PdfOutline extended = OutlineUpdate.apply(signed, increment, parsed, OutlineUpdate.objects(parsed));
            return holds(extended, certificates, ocspResponses, crls)
                    ? new IncrementResult.Appended(increment, extended)
                    : refused("The DSS dictionary does not hold what it must");
        } catch (MalformedPdfException e) {
            return refused("The increment can't be parsed: " + e.detail());
        }
    }

    /// The dictionary with that list, what is new written as streams.
    private PdfValue.Dict list(PdfValue.Dict dss, String key, List<SecurityStore.Entry> before, List<byte[]> wanted) {
        List<PdfValue> refs =
                new ArrayList<>(before.stream().map(SecurityStore.Entry::ref).toList());
        List<String> digests =
                new ArrayList<>(before.stream().map(SecurityStore.Entry::sha256).toList());
        for (byte[] der : wanted) {
            String digest = OutlineReader.digest(der);
            if (!digests.contains(digest)) {
                PdfValue.Ref ref = writer.newRef();
                writer.stream(ref, PdfValue.Dict.EMPTY, der);
                refs.add(ref);
                digests.add(digest);
                somethingNew = true;
            }
        }
        return refs.isEmpty() ? dss : dss.with(key, new PdfValue.Array(refs));
    }

    private static boolean holds(
            PdfOutline extended, List<byte[]> certificates, List<byte[]> ocspResponses, List<byte[]> crls) {
        SecurityStore store = extended.store();
        return store != null
                && holds(store.certificates(), certificates)
                && holds(store.ocspResponses(), ocspResponses)
                && holds(store.crls(), crls);
    }

    private static boolean holds(List<SecurityStore.Entry> entries, List<byte[]> wanted) {
        List<String> digests = entries.stream().map(SecurityStore.Entry::sha256).toList();
        return wanted.stream().map(OutlineReader::digest).allMatch(digests::contains);
    }

    private static IncrementResult refused(String detail) {
        return new IncrementResult.Refused(new Refusal(Refusal.Reason.OUTPUT_CHECK_FAILED, detail));
    }
}
