package vn.kyso.pades.verify;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import vn.kyso.cades.Certificates;
import vn.kyso.pades.pdf.MalformedPdfException;
import vn.kyso.pades.pdf.PdfValue;

/// What a revision's DSS dictionary (ISO 32000-2, 12.8.4.3) holds; nothing of it is believed yet.
///
/// @param damaged entries that can't be read
record SecurityStoreData(
        List<X509Certificate> certificates, List<byte[]> ocspResponses, List<byte[]> crls, int damaged) {
    private static final int MAX_ENTRIES = 500;
    private static final long MAX_BYTES = 32L << 20;

    static SecurityStoreData of(View view) throws IOException {
        Reading reading = new Reading(view);
        List<X509Certificate> certificates = new ArrayList<>();
        int damaged = 0;
        for (byte[] der : reading.list("Certs")) {
            try {
                certificates.add(Certificates.parse(der));
            } catch (IllegalArgumentException e) {
                damaged++;
            }
        }
        return new SecurityStoreData(
                List.copyOf(certificates), reading.list("OCSPs"), reading.list("CRLs"), damaged + reading.damaged);
    }

    private static final class Reading {
        private final View view;
        private long bytes;
        private int damaged;

        Reading(View view) {
            this.view = view;
        }

        List<byte[]> list(String key) throws IOException {
            List<byte[]> entries = new ArrayList<>();
            try {
                PdfValue.Dict store = view.file().dict(view.catalog().get("DSS"));
                PdfValue.Array array = store == null ? null : view.file().array(store.get(key));
                for (PdfValue item : array == null ? List.<PdfValue>of() : array.items()) {
                    if (entries.size() >= MAX_ENTRIES || bytes > MAX_BYTES) {
                        damaged++;
                        return entries;
                    }
                    add(entries, item);
                }
            } catch (MalformedPdfException e) {
                damaged++;
            }
            return entries;
        }

        private void add(List<byte[]> entries, PdfValue item) throws IOException {
            try {
                if (view.file().resolve(item) instanceof PdfValue.Stream stream) {
                    byte[] data = view.file().streamData(stream);
                    bytes += data.length;
                    entries.add(data);
                } else {
                    damaged++;
                }
            } catch (MalformedPdfException e) {
                damaged++;
            }
        }
    }
}
