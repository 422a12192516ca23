package vn.kyso.document.document;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;

/// Names of files as strangers send them.
public final class FileName {
    private static final int LONGEST = 255;
    private static final String UNNAMED = "document.pdf";

    private FileName() {}

    /// The name in a `Content-Disposition`: NFC, without folders, control and format characters (which could turn the
    /// order of what a signer reads).
    public static String from(@Nullable String contentDisposition) {
        if (contentDisposition == null) {
            return UNNAMED;
        }
        String sent;
        try {
            sent = ContentDisposition.parse(contentDisposition).getFilename();
        } catch (IllegalArgumentException e) {
            return UNNAMED;
        }
        if (sent == null) {
            return UNNAMED;
        }
        String name = Normalizer.normalize(sent, Normalizer.Form.NFC)
                .replaceAll("^.*[/\\\\]", "")
                .replaceAll("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\p{Zl}\\p{Zp}]", "")
                .strip();
        return name.isEmpty() ? UNNAMED : shortened(name, LONGEST);
    }

    /// The name with at most so many characters, its ending kept.
    public static String shortened(String name, int longest) {
        if (name.length() <= longest) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String ending = dot > 0 && name.length() - dot <= 10 ? name.substring(dot) : "";
        int keep = longest - ending.length() - 1;
        if (Character.isHighSurrogate(name.charAt(keep - 1))) {
            keep--;
        }
        return name.substring(0, keep) + "…" + ending;
    }
}
